"""What listeners said outright of tracks and artists."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class Feedback(models.Model):
    """A listener's last word on one track or one artist.

    ``key`` is the track's id, or the artist's id or folded name. What was undone stays as a row,
    so that a list made before can be known as outdated, until that list can exist no longer.
    ``private``: it was said in a private session, so that only its listener's own lists know it.
    """

    class Action(models.TextChoices):
        LIKE = "like"
        DISLIKE = "dislike"
        HIDE_TRACK = "hide_track"
        HIDE_ARTIST = "hide_artist"
        UNDO = "undo"

    class Subject(models.TextChoices):
        TRACK = "track"
        ARTIST = "artist"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feedback", db_index=False
    )
    subject = models.CharField(max_length=6, choices=Subject)
    key = models.CharField(max_length=100)
    action = models.CharField(max_length=11, choices=Action)
    track_name = models.TextField(blank=True, default="")
    artist_names = ArrayField(models.TextField(), default=list)
    private = models.BooleanField(default=False, db_default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Serves the upsert: one last word per listener and subject.
            models.UniqueConstraint(fields=["user", "subject", "key"], name="feedback_unique"),
        ]
        indexes = [
            # Serves a listener's feedback, newest first, and whether any is newer than a list.
            models.Index(fields=["user", "-changed_at", "-id"], name="feedback_newest"),
            # Serves the purge of what was undone.
            models.Index(
                fields=["changed_at"],
                name="feedback_undone",
                condition=models.Q(action="undo"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject} {self.key} by user {self.user_id}"
