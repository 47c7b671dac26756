"""Answers kept for requests that come again."""

from django.conf import settings
from django.db import models


class AnsweredRequest(models.Model):
    """What a request with an Idempotency-Key was answered with.

    ``name`` stands for caller and key, ``fingerprint`` for the request; neither can be read back.
    """

    name = models.BinaryField(primary_key=True, max_length=32)
    fingerprint = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    location = models.TextField(blank=True)
    body = models.BinaryField()
    # Whom the answer is about: it is forgotten with them.
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    # Indexed for the purge.
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"answer {self.status} of {self.created_at:%Y-%m-%d %H:%M}"
