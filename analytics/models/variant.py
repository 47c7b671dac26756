"""The variants of experiments, as far as this app needs them."""

from django.db import models


class VariantShare(models.Model):
    """How many parts of the listeners one variant of an experiment was to get.

    The app that runs experiments tells us by ``services.describe_variants``, so that the report
    can check the division without looking upwards. ``variant`` is as on impressions.
    """

    variant = models.CharField(max_length=40, primary_key=True)
    experiment = models.CharField(max_length=20)
    share = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.share} of {self.variant}"


class VariantListener(models.Model):
    """The last day (UTC) on which one listener was shown something that a variant chose.

    Triggers keep it with the impressions, and ``VariantDay`` with it.
    """

    pk = models.CompositePrimaryKey("variant", "user_id")
    variant = models.CharField(max_length=40)
    user_id = models.BigIntegerField()
    last_day = models.DateField()

    def __str__(self) -> str:
        return f"user {self.user_id} saw {self.variant} on {self.last_day}"


class VariantDay(models.Model):
    """How many listeners of a variant were shown something of it last on a day (UTC)."""

    pk = models.CompositePrimaryKey("variant", "day")
    variant = models.CharField(max_length=40)
    day = models.DateField()
    listeners = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.listeners} saw {self.variant} last on {self.day}"
