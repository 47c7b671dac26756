"""What was chosen for whom."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class Recommendation(models.Model):
    """One track for one user, as it was shown.

    ``position`` counts from 1 in the user's present list and is null for what has left it. The
    track's facts are copied, so that the list can be read from this table alone; like every copy
    of Spotify's facts they end at ``expires_at``. ``variant`` names the branch of an
    experiment that chose it last.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recommendations"
    )
    track_id = models.CharField(max_length=64)
    track_name = models.TextField()
    artist_name = models.TextField()
    album_name = models.TextField(blank=True, default="")
    preview_url = models.URLField(max_length=500, null=True, blank=True)  # noqa: DJ001 - unknown is not empty
    spotify_url = models.URLField(max_length=500)
    album_art_url = models.URLField(max_length=500, null=True, blank=True)  # noqa: DJ001
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    popularity = models.PositiveSmallIntegerField(null=True, blank=True)
    metadata = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    score = models.FloatField(default=0)
    reason_code = models.CharField(max_length=40)
    reason_value = models.CharField(max_length=200, blank=True)
    reason_close_to = models.CharField(max_length=100, blank=True, db_default="")
    reason_evidence = ArrayField(models.BigIntegerField(), default=list, blank=True, db_default=[])
    variant = models.CharField(max_length=40, blank=True, default="", db_default="")
    created_at = models.DateTimeField(help_text="when it was first chosen for this user")
    chosen_at = models.DateTimeField(help_text="when it was last chosen")
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Serves the upsert of a refresh.
            models.UniqueConstraint(fields=["user", "track_id"], name="recommendation_unique"),
        ]
        indexes = [
            # Serves reading the present list without Redis.
            models.Index(
                fields=["user", "position"],
                name="recommendation_list",
                condition=models.Q(position__isnull=False),
            ),
            # Serves keeping the newest 200 per user.
            models.Index(fields=["user", "-chosen_at"], name="recommendation_newest"),
            # Serves the purge.
            models.Index(fields=["expires_at"], name="recommendation_expires"),
        ]

    def __str__(self) -> str:
        return f"{self.track_name} for user {self.user_id}"
