"""Which recommendations were shown, and what came of it."""

from django.db import models

from analytics.models.activity import CurrentTransactionId


class Impression(models.Model):
    """A recommendation that its user was shown on a day (UTC), once however often they looked.

    ``recommendation_id`` and ``user_id`` are no foreign keys: the report outlives the lists, and an
    erased user's rows are deleted with the news of the erasure, which comes until it was heard:
    the counts have to let go of them in the same transaction. ``variant`` names the branch of an
    experiment that chose it. ``plays``, ``likes`` and ``skips`` are the events that followed, as
    far as they are counted; ``xact_id`` is the transaction that stored the row, which the rollup
    cursor moves along.
    """

    user_id = models.BigIntegerField()
    recommendation_id = models.BigIntegerField()
    day = models.DateField()
    shown_at = models.DateTimeField()
    source = models.CharField(max_length=40)
    reason = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    variant = models.CharField(max_length=40, blank=True, default="", db_default="")
    plays = models.IntegerField(default=0, db_default=0)
    likes = models.IntegerField(default=0, db_default=0)
    skips = models.IntegerField(default=0, db_default=0)
    xact_id = models.BigIntegerField(db_default=CurrentTransactionId(), editable=False)

    class Meta:
        constraints = [
            # Serves noting what was seen twice only once, and finding what an event follows.
            models.UniqueConstraint(
                fields=["user_id", "recommendation_id", "day"], name="impression_once_a_day"
            ),
        ]
        indexes = [
            # Serves the rollup step and the raw tail of the report.
            models.Index(fields=["xact_id"], name="impression_xact"),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.recommendation_id} shown to user {self.user_id}"


class ImpressionDay(models.Model):
    """How many impressions of a day (UTC) were alike, and how many were played, liked, skipped."""

    pk = models.CompositePrimaryKey("day", "source", "reason", "position", "variant")
    day = models.DateField()
    source = models.CharField(max_length=40)
    reason = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    variant = models.CharField(max_length=40, blank=True)
    shown = models.BigIntegerField()
    played = models.BigIntegerField()
    liked = models.BigIntegerField()
    skipped = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.shown} shown at {self.position} from {self.source} on {self.day}"
