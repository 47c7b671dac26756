"""What runs in the background so that reports stay quick and can be trusted."""

import logging
import secrets
from datetime import UTC, datetime, timedelta

from django.db import transaction

from analytics import rollups
from analytics.models import SelfCheck, TrendRank
from analytics.reports.ranks import DEPTH, note_ranks
from analytics.reports.trends import trending
from analytics.windows import NAMES, Window, full_hour, window_named

logger = logging.getLogger(__name__)

SAMPLE_PARTS = 100
_KEPT = timedelta(days=90)
# Where an item that is listed has more hours than a report should add up.
_BY_DAY = ("7d", "30d")


def roll_up(seconds: float) -> None:
    """Count what came in since the last time; once an hour note the ranks of the trend lists,
    and keep the days of what they list.

    Stops after about ``seconds``. Safe to run in several workers at once.
    """
    rollups.catch_up(seconds)
    hour = full_hour(datetime.now(UTC))
    if not TrendRank.objects.filter(at=hour).exists():
        _note_all_ranks(hour)


def self_check(*, parts: int = SAMPLE_PARTS) -> list[rollups.Comparison]:
    """Recount a random one of so many parts, note the outcome, and cry out on any difference."""
    comparisons = rollups.compare(parts=parts, part=secrets.randbelow(parts))
    SelfCheck.objects.bulk_create(
        [
            SelfCheck(what=found.what, compared=found.compared, differing=found.differing)
            for found in comparisons
        ]
    )
    for found in comparisons:
        if found.differing:
            logger.error(
                "Counts differ from a recount: %s, %s of %s. Run: manage.py rebuild_rollups",
                *(found.what, found.differing, found.compared),
            )
    SelfCheck.objects.filter(at__lt=datetime.now(UTC) - _KEPT).delete()
    return comparisons


def differing_counts() -> int:
    """How many rows the last self-check found wrong: the figure to raise an alarm on."""
    last = SelfCheck.objects.order_by("-at").values_list("at", flat=True).first()
    if last is None:
        return 0
    checks = SelfCheck.objects.filter(at__gt=last - timedelta(hours=1))
    return sum(checks.values_list("differing", flat=True))


def _note_all_ranks(hour: datetime) -> None:
    """All windows or none: whether the hour is noted is asked of all at once.

    They are worked out before, since a transaction that writes holds the counts back.
    """
    windows = [window_named(name, hour) for name in NAMES]
    found = [(window, _ranks(window)) for window in windows]
    rollups.keep_days(
        {subject for window, ranks in found if window.name in _BY_DAY for subject in ranks}
    )
    with transaction.atomic():
        for window, ranks in found:
            note_ranks(window, hour, ranks)


def _ranks(window: Window) -> dict[tuple[str, str], int]:
    return {
        (kind, entry.key): entry.rank
        for kind, entries in trending(window, limit=DEPTH).items()
        for entry in entries
    }
