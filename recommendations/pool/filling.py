"""Filling a pool from the sources."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from analytics import services as analytics
from recommendations import tracks
from recommendations.models import PoolCandidate, TastePool
from recommendations.pool.claims import claim
from recommendations.sources import NEAR, SOURCES
from recommendations.types import Taste, TrackFacts
from spotify.errors import SpotifyError

logger = logging.getLogger(__name__)

ENOUGH = 100  # candidates of one fill
MOST = 300  # candidates that a pool keeps
FRESH = timedelta(hours=24)
FRESH_EVERYONE = timedelta(hours=3)  # it also holds what is popular here, which moves faster
RETRY_SOONEST, RETRY_LATEST = 60.0, 3600.0  # seconds until a fill that failed is tried again

# What these give is so at the time: a trend that is over is none. They are asked in every fill.
_OF_THE_MOMENT = frozenset(
    source.name for source in SOURCES if not source.upstream and not source.fallback
)


@dataclass(slots=True)
class Harvest:
    """What the sources gave for one pool."""

    found: dict[str, tuple[TrackFacts, str]] = field(default_factory=dict)
    new: list[TrackFacts] = field(default_factory=list)
    error: SpotifyError | None = None

    def add(self, facts: TrackFacts, source: str, *, upstream: bool) -> None:
        """The first source to offer a track keeps it."""
        self.found.setdefault(facts.id, (facts, source))
        if upstream:
            self.new.append(facts)


def taste_of(pool: TastePool) -> Taste:
    """The taste that the pool serves."""
    return Taste(pool.kind, pool.value)  # type: ignore[arg-type]


def stale_pools(*, now: datetime, wanted_since: datetime, limit: int) -> list[int]:
    """Ids of stale pools that somebody wanted lately, most lately wanted first."""
    stale = TastePool.objects.filter(Q(fresh_until=None) | Q(fresh_until__lte=now))
    wanted = stale.filter(wanted_at__gte=wanted_since).order_by("-wanted_at", "id")
    return list(wanted.values_list("id", flat=True)[:limit])


def purge(unwanted_since: datetime) -> int:
    """Delete the pools that nobody has wanted since then; how many."""
    unwanted = TastePool.objects.filter(wanted_at__lt=unwanted_since)
    _, by_model = unwanted.delete()
    return by_model.get(TastePool._meta.label, 0)


def refill(pool_id: int, *, stale_at: datetime | None = None) -> bool:
    """Fill one pool if nobody else does; whether its content was renewed."""
    pool = claim(pool_id, stale_at=stale_at)
    return pool is not None and fill(pool)


def fill(pool: TastePool) -> bool:
    """Fill a claimed pool; whether its content was renewed.

    What the sources gave is merged into what is there. A source that fails makes the pool older,
    never emptier; what rose or was popular here, and is so no more, goes.
    """
    harvest = _harvest(taste_of(pool), pool.version)
    now = timezone.now()
    with transaction.atomic():
        tracks.store(harvest.new)
        _merge(pool, harvest, now)
        _finish(pool, harvest, now)
    if pool.kind == TastePool.Kind.GENRE:
        own = (track_id for track_id, (_, source) in harvest.found.items() if source not in NEAR)
        analytics.describe_genres({track_id: [pool.value] for track_id in own})
    return harvest.error is None


def _harvest(taste: Taste, turn: int) -> Harvest:
    harvest = Harvest()
    for source in (source for source in SOURCES if source.serves(taste)):
        if harvest.found if source.fallback else len(harvest.found) >= ENOUGH:
            continue
        try:
            for facts in source.tracks(taste, turn):
                harvest.add(facts, source.name, upstream=source.upstream)
        except SpotifyError as error:
            logger.warning("%s gave no more for %s: %s", source.name, taste, error.message)
            harvest.error = error
    return harvest


def _merge(pool: TastePool, harvest: Harvest, now: datetime) -> None:
    rows = [
        PoolCandidate(pool=pool, track_id=facts.id, rank=rank, source=source, seen_at=now)
        for rank, (facts, source) in enumerate(harvest.found.values())
    ]
    PoolCandidate.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["pool", "track"],
        update_fields=["rank", "source", "seen_at"],
    )
    pool.candidates.filter(source__in=_OF_THE_MOMENT, seen_at__lt=now).delete()
    newest_first = pool.candidates.order_by("-seen_at", "rank", "id").values_list("id", flat=True)
    pool.candidates.filter(id__in=list(newest_first[MOST:])).delete()


def _finish(pool: TastePool, harvest: Harvest, now: datetime) -> None:
    """Say how the pool stands and give the claim back."""
    changes: dict[str, object] = {"claimed_until": None, "last_error": ""}
    if harvest.found:
        changes |= {"version": F("version") + 1, "fetched_at": now}
    if harvest.error is None:
        # An empty answer is an answer: nobody asks again for a dead taste until it is stale.
        changes["fresh_until"] = now + (FRESH_EVERYONE if pool.kind == "everyone" else FRESH)
    else:
        wait = harvest.error.retry_after or RETRY_SOONEST
        wait = min(max(wait, RETRY_SOONEST), RETRY_LATEST)
        changes["fresh_until"] = now + timedelta(seconds=wait)
        changes["last_error"] = harvest.error.message[:200]
    TastePool.objects.filter(pk=pool.pk).update(**changes)
