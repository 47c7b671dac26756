"""What is on record of log-ins: failures by name and client, and where a name was entered from.

In PostgreSQL, not in Redis: a log-in needs PostgreSQL in any case, so an outage of Redis neither
opens the door nor closes it. The tables are django-axes's own.
"""

from datetime import datetime, timedelta

from axes.models import AccessFailureLog, AccessLog
from django.utils import timezone

_KEPT = timedelta(days=1)  # failures, for operators to look at; no rule looks back that far


def failures(name: str, since: datetime) -> list[AccessFailureLog]:
    """Failures to enter under this name, from anywhere."""
    found = AccessFailureLog.objects.filter(username=name, attempt_time__gt=since)
    return list(found.only("pk", "ip_address", "attempt_time"))


def add_failure(name: str, client: str | None, *, agent: str, path: str) -> AccessFailureLog:
    """Put a failure on record."""
    return AccessFailureLog.objects.create(
        username=name, ip_address=client, user_agent=agent, path_info=path
    )


def forget_failures(name: str, client: str | None) -> None:
    """Clear what was counted against this client under this name."""
    AccessFailureLog.objects.filter(username=name, ip_address=client).delete()


def unlock(*, names: list[str] | None = None, client: str | None = None) -> int:
    """Clear what was counted against names or a client, or all; how many failures that were."""
    found = AccessFailureLog.objects.all()
    if names is not None:
        found = found.filter(username__in=names)
    if client is not None:
        found = found.filter(ip_address=client)
    return found.delete()[0]


def remember(name: str, client: str | None) -> None:
    """Put on record that this name was entered from here, with the right password."""
    seen = AccessLog.objects.filter(username=name, ip_address=client)
    if not seen.update(attempt_time=timezone.now()):
        AccessLog.objects.create(username=name, ip_address=client)


def is_known(name: str, client: str | None, since: datetime) -> bool:
    """Whether this name was entered from here."""
    seen = AccessLog.objects.filter(username=name, ip_address=client, attempt_time__gt=since)
    return seen.exists()


def erase(name: str) -> None:
    """Forget all that was noted under a name."""
    AccessFailureLog.objects.filter(username=name).delete()
    AccessLog.objects.filter(username=name).delete()


def purge(known: timedelta) -> int:
    """Forget what is too old to matter, ``known`` being how long a place stays known; how much."""
    now = timezone.now()
    old = AccessFailureLog.objects.filter(attempt_time__lte=now - _KEPT).delete()[0]
    return old + AccessLog.objects.filter(attempt_time__lte=now - known).delete()[0]
