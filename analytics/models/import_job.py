"""A history that a user sent to be imported."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class ImportJob(models.Model):
    """One uploaded file, until it is worked off, and what became of its rows.

    ``content`` is the file, gzipped; it is emptied at the end. ``claimed_until`` is the lease of
    the worker on it: when that died, another begins again, which doubles nothing. ``attempts``
    counts how often, since a file may be what they die of.
    """

    class Status(models.TextChoices):
        PENDING = "pending"
        RUNNING = "running"
        SUCCESS = "success"
        ERROR = "error"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_jobs"
    )
    status = models.CharField(max_length=7, choices=Status, default=Status.PENDING)
    content = models.BinaryField(default=b"")
    read = models.PositiveIntegerField(default=0)
    stored = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=dict, blank=True)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Serves one import at a time per user.
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(status__in=["pending", "running"]),
                name="import_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"import for user {self.user_id}: {self.status}"
