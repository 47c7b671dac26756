"""How far the counts have come, and what they do not know yet. See analytics/rollups/."""

from django.db import models

from analytics.models.activity import CurrentTransactionId


class RollupCursor(models.Model):
    """How far the counts have come; one row.

    Events of transactions before ``position`` are counted. ``version`` grows with every change of
    any count. ``landmark`` is the moment whose listeners weigh 1 in every heat; ``today`` the day
    (UTC) that the spans of UserSpan reach up to.
    """

    position = models.BigIntegerField(default=0)
    version = models.BigIntegerField(default=0)
    landmark = models.DateTimeField()
    today = models.DateField(null=True)
    moved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"counted up to transaction {self.position}"


class Retraction(models.Model):
    """An event that was deleted, as long as the counts do not know; written by a trigger.

    ``event_xact_id`` is the transaction that had stored it, ``xact_id`` the one that deleted it.
    """

    user_id = models.BigIntegerField()
    recommendation_id = models.BigIntegerField(null=True)
    track_id = models.CharField(max_length=64)
    artist_key = models.TextField()
    action = models.CharField(max_length=5)
    ms_played = models.IntegerField(null=True)
    duration_ms = models.IntegerField(null=True)
    private = models.BooleanField()
    timestamp = models.DateTimeField()
    event_xact_id = models.BigIntegerField()
    xact_id = models.BigIntegerField(db_default=CurrentTransactionId())

    class Meta:
        indexes = [
            # Serves what followed an impression.
            models.Index(
                fields=["recommendation_id"],
                name="retraction_recommendation",
                condition=models.Q(recommendation_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"deleted event of user {self.user_id}"
