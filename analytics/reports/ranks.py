"""The ranks that items had some time ago."""

from datetime import datetime, timedelta

from analytics.models import TrendRank
from analytics.windows import Window

# How far back "previous" lies, per window.
_DAY = timedelta(days=1)
STEPS_BACK = {"24h": timedelta(hours=1), "7d": _DAY, "30d": _DAY, "all": _DAY}
KEPT = timedelta(days=3)
DEPTH = 100


def previous_ranks(window: Window) -> dict[tuple[str, str], int]:
    """(kind, key) -> rank, as noted last before one step back; empty where nothing was noted."""
    notes = TrendRank.objects.filter(window=window.name, at__lte=window.as_of - _step(window))
    last = notes.order_by("-at").values_list("at", flat=True).first()
    if last is None:
        return {}
    rows = notes.filter(at=last).values_list("kind", "key", "rank")
    return {(kind, key): rank for kind, key, rank in rows}


def note_ranks(window: Window, at: datetime, ranks: dict[tuple[str, str], int]) -> None:
    """Remember the ranks of a full hour; a second note of the same hour changes nothing."""
    TrendRank.objects.bulk_create(
        [
            TrendRank(at=at, window=window.name, kind=kind, key=key, rank=rank)
            for (kind, key), rank in ranks.items()
        ],
        ignore_conflicts=True,
    )
    TrendRank.objects.filter(at__lt=at - KEPT).delete()


def _step(window: Window) -> timedelta:
    return STEPS_BACK[window.name]
