"""What a user did with a track: the raw events, from which everything else can be recounted."""

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Func, Q


class CurrentTransactionId(Func):
    """The 64-bit number of the inserting transaction; it never wraps (PostgreSQL 13 and later)."""

    template = "pg_current_xact_id()::text::bigint"
    output_field = models.BigIntegerField()
    arity = 0


class UserActivity(models.Model):
    """One event. A fact: it is inserted and perhaps deleted, never changed in what it counts for.

    ``timestamp`` is when it happened, ``received_at`` when we learnt of it. ``event_id`` is the
    client's name for it and makes a retry harmless. ``ms_played``, ``duration_ms`` and
    ``reason_end`` are kept as they came; what they mean is derived elsewhere. ``private`` events
    count for their user only. ``xact_id`` is the transaction that stored the event: the rollup
    cursor moves along it.

    The foreign keys are made by the migration, with PostgreSQL's own ON DELETE: an event that
    arrives while its user or recommendation is being deleted must break neither transaction.
    """

    class Action(models.TextChoices):
        PLAY = "play"
        LIKE = "like"
        SKIP = "skip"
        SHARE = "share"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="activities",
        db_index=False,
        db_constraint=False,
    )
    recommendation = models.ForeignKey(
        "recommendations.Recommendation",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        db_constraint=False,
    )
    track_id = models.CharField(max_length=64)
    track_name = models.TextField()
    artist_name = models.TextField()
    artist_key = models.TextField(help_text="the artist's name, casefolded")
    action = models.CharField(max_length=5, choices=Action)
    metadata = models.JSONField(default=dict, blank=True)
    timestamp = models.DateTimeField()
    event_id = models.CharField(max_length=64)
    ms_played = models.PositiveIntegerField(null=True, blank=True)
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    reason_end = models.CharField(max_length=32, blank=True, default="")
    private = models.BooleanField(default=False)
    received_at = models.DateTimeField(db_default=TransactionNow())
    xact_id = models.BigIntegerField(db_default=CurrentTransactionId(), editable=False)

    class Meta:
        verbose_name_plural = "user activity"
        constraints = [
            # Serves idempotence: one event per user and event id.
            models.UniqueConstraint(fields=["user", "event_id"], name="activity_event_unique"),
        ]
        indexes = [
            # Serves everything about one user, newest first: list, engagement, taste.
            models.Index(F("user"), F("timestamp").desc(), F("id").desc(), name="activity_user"),
            # Serves the rollup step and the raw tail of reports.
            models.Index(fields=["xact_id"], name="activity_xact"),
            # Serves counting one track anew, when its genres become known, and what it is called.
            models.Index(fields=["track_id", "timestamp"], name="activity_track"),
            # Serves what an artist is called once events are deleted.
            models.Index(
                fields=["artist_key", "timestamp"],
                name="activity_artist",
                condition=Q(private=False),
            ),
            # Serves unlinking a deleted recommendation, and the report on recommendations.
            models.Index(
                fields=["recommendation"],
                name="activity_recommendation",
                condition=Q(recommendation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} of {self.track_id} by user {self.user_id}"


def linked(field: str, of: type[models.Model] = UserActivity) -> type[models.Model]:
    """The model that a relation of an event (or of another model) leads to, in whatever app."""
    model = of._meta.get_field(field).related_model
    assert isinstance(model, type), f"{field} is no relation"
    return model
