"""Which recommendations were shown."""

from django.db import models


class Impression(models.Model):
    """A recommendation that its user was shown on a day (UTC), once however often they looked.

    ``recommendation_id`` and ``user_id`` are no foreign keys: the report outlives the lists, and an
    erased user's rows are deleted with the news of the erasure.
    """

    user_id = models.BigIntegerField()
    recommendation_id = models.BigIntegerField()
    day = models.DateField()
    shown_at = models.DateTimeField()
    source = models.CharField(max_length=40)
    reason = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            # Serves noting what was seen twice only once.
            models.UniqueConstraint(
                fields=["user_id", "recommendation_id", "day"], name="impression_once_a_day"
            ),
        ]
        indexes = [
            # Serves the report of a window, and retention.
            models.Index(fields=["day"], name="impression_day"),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.recommendation_id} shown to user {self.user_id}"
