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
