"""The genres of tracks, as far as this app needs them."""

from django.db import models


class TrackGenre(models.Model):
    """One genre of one track.

    The app that knows tracks tells us by ``services.describe_genres``, so that activity can be
    counted by genre without looking upwards.
    """

    track_id = models.CharField(max_length=64)
    genre = models.CharField(max_length=100)

    class Meta:
        constraints = [
            # Serves the genres of an event's track, and keeps a pair single.
            models.UniqueConstraint(fields=["track_id", "genre"], name="track_genre_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.track_id} is {self.genre}"
