"""What happened at each refresh."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class Status(models.TextChoices):
    """How a refresh stands."""

    PENDING = "pending"
    RUNNING = "running"
    SUCCESS = "success"
    ERROR = "error"


class Trigger(models.TextChoices):
    """What made a refresh happen."""

    ON_DEMAND = "on_demand"
    HOURLY = "hourly"
    TASTES = "tastes"
    ACTIVITY = "activity"
    READ = "read"
    STALE_READ = "stale_read"


class RecommendationLog(models.Model):
    """One refresh of one user's list, from its request to its outcome.

    ``request_key`` says what was asked for; of two equal requests for one user that are open at
    once the second joins the first. ``request_id`` is the X-Request-ID under which that happened,
    as log lines name it. ``claimed_until`` is the lease of the worker that runs it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recommendation_logs"
    )
    task_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    trigger = models.CharField(max_length=12, choices=Trigger)
    status = models.CharField(max_length=8, choices=Status, default=Status.PENDING)
    parameters = models.JSONField(default=dict, blank=True)
    request_key = models.CharField(max_length=32)
    request_id = models.CharField(max_length=64, blank=True, default="", db_default="")
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=10, blank=True)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    duration_ms = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            # Serves single flight: one open refresh per user and request.
            models.UniqueConstraint(
                fields=["user", "request_key"],
                condition=Q(status__in=["pending", "running"]),
                name="log_one_open",
            ),
        ]
        indexes = [
            # Serves a user's history, newest first.
            models.Index(fields=["user", "-id"], name="log_history"),
            # Serves what a user last asked for.
            models.Index(
                fields=["user", "-id"], condition=Q(trigger="on_demand"), name="log_on_demand"
            ),
            # Serves retention, and finding refreshes that nobody finished.
            models.Index(fields=["created_at"], name="log_created"),
        ]

    def __str__(self) -> str:
        return f"{self.trigger} refresh of user {self.user_id}: {self.status}"
