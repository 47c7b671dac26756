"""How pools, refreshes, learning and our dealings with Spotify stand."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Aggregate, Count, DateTimeField, Max, Min, Q
from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, Metric

from common import tallies
from common.metrics import NAMESPACE, gauge, state_of
from common.upstream import metrics as upstream
from listenbrainz.gate import Group
from recommendations import refresh_log
from recommendations.listenbrainz_service import listenbrainz_client
from recommendations.models import RecommendationLog, SimilarityVersion, Status, TastePool
from recommendations.services import ACTIVE_FOR
from recommendations.spotify_service import CALLS, spotify_client
from spotify.metrics import state_of_spotify


class _Median(Aggregate):
    """The one in the middle."""

    function = "percentile_disc"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DateTimeField()


@state_of("postgresql")
def _pools() -> Iterator[Metric]:
    now = timezone.now()
    stands = {
        "cold": Q(fetched_at=None),
        "stale": Q(fetched_at__isnull=False) & (Q(fresh_until=None) | Q(fresh_until__lte=now)),
        "fresh": Q(fetched_at__isnull=False, fresh_until__gt=now),
    }
    counts = TastePool.objects.aggregate(
        **{state: Count("pk", filter=holds) for state, holds in stands.items()},
        failed=Count("pk", filter=~Q(last_error="")),
    )
    failed = float(counts.pop("failed"))
    about = "Pools of candidates: never filled, past their freshness, fresh."
    yield gauge("pools", about, {(name,): n for name, n in counts.items()}, ["state"])
    yield gauge("pools_failed", "Pools whose last fill failed.", {(): failed})
    yield _pool_age(now)


def _pool_age(now: datetime) -> Metric:
    """Ages of what active users' lists are drawn from."""
    wanted = TastePool.objects.filter(fetched_at__isnull=False, wanted_at__gte=now - ACTIVE_FOR)
    filled = wanted.aggregate(oldest=Min("fetched_at"), median=_Median("fetched_at"))
    values = {(name,): _seconds(now, at) for name, at in filled.items() if at is not None}
    about = "Seconds since pools that somebody wants were last filled."
    return gauge("pool_age_seconds", about, values, ["statistic"])


@state_of("postgresql")
def _open_refreshes() -> Iterator[Metric]:
    rows = RecommendationLog.objects.filter(status__in=[Status.PENDING, Status.RUNNING])
    found = rows.aggregate(number=Count("pk"), oldest=Min("created_at"))
    yield gauge("refreshes_open", "Refreshes asked for and not ended.", {(): found["number"]})
    waits = _seconds(timezone.now(), found["oldest"]) if found["oldest"] else 0.0
    about = "Seconds for which the oldest of them has been open."
    yield gauge("refresh_oldest_open_seconds", about, {(): waits})


@state_of("postgresql")
def _learning() -> Iterator[Metric]:
    active = SimilarityVersion.objects.filter(active=True)
    rows = active.values_list("kind").annotate(at=Max("completed_at"))
    ages = {(kind,): _seconds(timezone.now(), at) for kind, at in rows if at is not None}
    about = "Seconds since the served similarities were learned."
    yield gauge("training_age_seconds", about, ages, ["kind"])


@state_of("redis")
def _refreshes() -> Iterator[Metric]:
    about = "Refreshes that ended, in all processes, by what asked for them."
    family = CounterMetricFamily(f"{NAMESPACE}_refreshes", about, labels=["trigger", "outcome"])
    for labels, count in sorted(tallies.read(refresh_log.TALLY).items()):
        family.add_metric(labels, count)
    yield family


@state_of("redis")
def _spotify() -> Iterator[Metric]:
    status = spotify_client().status()
    if not status.redis_away:  # else it would be this process's word, not everyone's
        yield from state_of_spotify(status, tallies.read(CALLS))


@state_of("redis")
def _listenbrainz() -> Iterator[Metric]:
    if not settings.LISTENBRAINZ_ENABLED:
        return
    client = listenbrainz_client()
    openings = [client.circuits.opening(group) for group in Group]
    yield from upstream.budget("listenbrainz", client.budget.today())
    yield upstream.circuits("listenbrainz", Group, [each for each in openings if each])


def _seconds(now: datetime, since: datetime) -> float:
    return max(0.0, (now - since) / timedelta(seconds=1))
