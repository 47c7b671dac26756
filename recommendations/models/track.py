"""Every track that we know, once."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Track(models.Model):
    """A track of Spotify's catalogue, kept no longer than ``expires_at`` unless seen again."""

    id = models.CharField("Spotify id", primary_key=True, max_length=64)
    name = models.TextField()
    artist_ids = ArrayField(models.CharField(max_length=64), default=list)
    artist_names = ArrayField(models.TextField(), default=list)
    artist_keys = ArrayField(models.TextField(), default=list, help_text="ids and folded names")
    album_name = models.TextField(blank=True, default="")
    album_art_url = models.URLField(max_length=500, null=True, blank=True)  # noqa: DJ001 - unknown is not empty
    preview_url = models.URLField(max_length=500, null=True, blank=True)  # noqa: DJ001
    spotify_url = models.URLField(max_length=500)
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    popularity = models.PositiveSmallIntegerField(null=True, blank=True)
    explicit = models.BooleanField(null=True, blank=True)
    release_year = models.PositiveSmallIntegerField(null=True, blank=True)
    reception = models.FloatField(
        null=True,
        blank=True,
        editable=False,
        help_text="how much better, up to 1, or worse, to -1, than most it was taken here",
    )
    fetched_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            # Serves the purge: tracks past their expiry.
            models.Index(fields=["expires_at"], name="track_expires"),
            # Serves the last resort: what we know of one artist.
            GinIndex(fields=["artist_keys"], name="track_artists"),
        ]

    def __str__(self) -> str:
        return f"{self.name} by {', '.join(self.artist_names)}"
