"""Making sure that there is something to draw from before a list is made."""

import time
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from recommendations.models import TastePool
from recommendations.pool.claims import claim
from recommendations.pool.filling import fill
from recommendations.types import Taste

_WANTED_STEP = timedelta(minutes=10)  # how exact wanted_at is; spares a write per refresh
_POLL = 0.05  # seconds between looks at a pool that someone else fills


def ensure(tastes: Sequence[Taste], *, patience: float) -> dict[Taste, TastePool]:
    """The pools of the tastes, those that were never filled filled first.

    Whoever comes first fills; the others wait up to ``patience`` seconds for it. A fill that
    failed lately is not tried again before its time. Also marks the pools as wanted.
    """
    pools = _pools(tastes)
    deadline = time.monotonic() + patience
    for pool in pools.values():
        if _is_cold(pool):
            _warm(pool, deadline)
    return _pools(tastes) if any(_is_cold(pool) for pool in pools.values()) else pools


def existing(tastes: Collection[Taste]) -> dict[Taste, TastePool]:
    """The pools of those tastes that have one, as they are; nothing is made, filled or wanted."""
    return _select(tastes)


def _is_cold(pool: TastePool) -> bool:
    """Never filled, and not tried so lately that trying again is no use."""
    return pool.version == 0 and (pool.fresh_until is None or pool.fresh_until <= timezone.now())


def _warm(pool: TastePool, deadline: float) -> None:
    """Fill the pool, or wait until whoever claimed it is done."""
    while time.monotonic() < deadline:
        claimed = claim(pool.pk, stale_at=timezone.now())
        if claimed is not None:
            fill(claimed)
            return
        time.sleep(_POLL)
        pool.refresh_from_db()
        if not _is_cold(pool):
            return


def _pools(tastes: Sequence[Taste]) -> dict[Taste, TastePool]:
    """The rows of the tastes, made where missing, by taste."""
    found = _select(tastes)
    missing = [taste for taste in tastes if taste not in found]
    if missing:
        rows = [
            TastePool(kind=taste.kind, value=taste.value, market=settings.SPOTIFY_MARKET)
            for taste in missing
        ]
        TastePool.objects.bulk_create(rows, ignore_conflicts=True)
        found = _select(tastes)
    _mark_wanted(found)
    return {taste: found[taste] for taste in tastes}


def _select(tastes: Collection[Taste]) -> dict[Taste, TastePool]:
    """The rows of those tastes that have one. Each pair is looked for, and perhaps a few more."""
    rows = TastePool.objects.filter(
        kind__in={taste.kind for taste in tastes},
        value__in={taste.value for taste in tastes},
        market=settings.SPOTIFY_MARKET,
    )
    found = {Taste(row.kind, row.value): row for row in rows}  # type: ignore[arg-type]
    return {taste: found[taste] for taste in tastes if taste in found}


def _mark_wanted(pools: dict[Taste, TastePool]) -> None:
    now = timezone.now()
    due = [
        pool.pk
        for pool in pools.values()
        if pool.wanted_at is None or pool.wanted_at < now - _WANTED_STEP
    ]
    if due:
        TastePool.objects.filter(pk__in=due).update(wanted_at=now)
