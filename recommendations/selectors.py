"""What may be asked about pools, refreshes and our dealings with Spotify."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import Trunc
from django.utils import timezone

from recommendations.models import RecommendationLog, Status, TastePool
from recommendations.spotify_service import spotify_client
from spotify.status import SpotifyStatus

__all__ = ["HourOfRefreshes", "PoolCounts", "pool_counts", "refresh_outcomes", "upstream"]


@dataclass(frozen=True, slots=True)
class HourOfRefreshes:
    """How the refreshes that were asked for within one hour (UTC) stand now."""

    hour: datetime
    succeeded: int = 0
    failed: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class PoolCounts:
    """All pools, those past their freshness, and those whose last fill failed."""

    total: int
    stale: int
    failed: int


def refresh_outcomes(*, hours: int, now: datetime) -> list[HourOfRefreshes]:
    """The last ``hours`` full hours and the present one, oldest first, without gaps."""
    present = now.replace(minute=0, second=0, microsecond=0)
    since = present - timedelta(hours=hours)
    rows = (
        RecommendationLog.objects.filter(created_at__gte=since)
        .values_list(Trunc("created_at", "hour"))
        .annotate(
            succeeded=Count("pk", filter=Q(status=Status.SUCCESS)),
            failed=Count("pk", filter=Q(status=Status.ERROR)),
            open=Count("pk", filter=Q(status__in=[Status.PENDING, Status.RUNNING])),
        )
    )
    counted = {row[0]: HourOfRefreshes(*row) for row in rows}
    steps = (since + timedelta(hours=step) for step in range(hours + 1))
    return [counted.get(hour, HourOfRefreshes(hour)) for hour in steps]


def pool_counts() -> PoolCounts:
    """How the pools stand; there are as many as tastes, which is few."""
    stale = Q(fresh_until=None) | Q(fresh_until__lte=timezone.now())
    counts = TastePool.objects.aggregate(
        total=Count("pk"),
        stale=Count("pk", filter=stale),
        failed=Count("pk", filter=~Q(last_error="")),
    )
    return PoolCounts(**counts)


def upstream() -> SpotifyStatus:
    """Budget, circuits and what else is known of Spotify; without a call to it."""
    return spotify_client().status()
