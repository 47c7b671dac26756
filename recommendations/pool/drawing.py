"""Drawing candidates from pools, which many users share: each process keeps them in memory."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Lock

from django.utils import timezone

from recommendations.models import PoolCandidate, TastePool
from recommendations.sources import NEAR
from recommendations.tracks import facts_of
from recommendations.types import Candidate, Taste

_MOST_POOLS = 200  # kept in memory; about 100 KB each

_memory: OrderedDict[tuple[int, int], tuple[Candidate, ...]] = OrderedDict()
_lock = Lock()


def draw(pools: Mapping[Taste, TastePool]) -> list[Candidate]:
    """All candidates of the pools that have not expired, pool by pool, best first."""
    found = {pool.pk: _recall(pool) for pool in pools.values()}
    missing = {pool.pk: taste for taste, pool in pools.items() if found[pool.pk] is None}
    if missing:
        found |= _load(missing)
        _remember({_key(pool): found[pool.pk] or () for pool in pools.values()})
    now = timezone.now()
    return [
        candidate
        for pool in pools.values()
        for candidate in found[pool.pk] or ()
        if candidate.track.expires_at is None or candidate.track.expires_at > now
    ]


def forget() -> None:
    """Drop what this process remembers of pools."""
    with _lock:
        _memory.clear()


def _key(pool: TastePool) -> tuple[int, int]:
    return pool.pk, pool.version


def _recall(pool: TastePool) -> tuple[Candidate, ...] | None:
    with _lock:
        found = _memory.get(_key(pool))
        if found is not None:
            _memory.move_to_end(_key(pool))
        return found


def _remember(loaded: dict[tuple[int, int], tuple[Candidate, ...]]) -> None:
    with _lock:
        _memory.update(loaded)
        while len(_memory) > _MOST_POOLS:
            _memory.popitem(last=False)


def _load(tastes: dict[int, Taste]) -> dict[int, tuple[Candidate, ...]]:
    """Read the candidates of these pools, given as pool id to taste, in one query."""
    loaded: dict[int, list[Candidate]] = {pool_id: [] for pool_id in tastes}
    rows = PoolCandidate.objects.filter(pool__in=tastes).select_related("track")
    for row in rows.order_by("pool", "rank", "track"):
        candidate = Candidate(facts_of(row.track), tastes[row.pool_id], row.rank, row.source)
        loaded[row.pool_id].append(candidate)
    return {pool_id: _with_near(tastes[pool_id], own) for pool_id, own in loaded.items()}


def _with_near(taste: Taste, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates; those that are only close to the taste say what they stand for."""
    own = (each for each in candidates if each.source not in NEAR)
    named = (each.track.name_of(taste.value) for each in own if taste.kind == "artist")
    liked = next(named, taste.value)
    return tuple(
        replace(each, stands_for=liked) if each.source in NEAR else each for each in candidates
    )
