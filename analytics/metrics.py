"""What became of the events that were sent, and whether the counts keep up and are right."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from prometheus_client.core import Metric

from analytics.models import RollupCursor, SelfCheck
from analytics.sql import fetch
from analytics.types import Verdict
from analytics.upkeep import differing_counts
from common.metrics import counter, gauge, state_of

# Who counts further only wants to know that it is many.
_MOST_WAITING = 100_000

_VERDICTS = counter(
    "events", "Events sent to the API, by verdict and, if rejected, why.", ["verdict", "code"]
)


def count_verdicts(verdicts: Iterable[Verdict]) -> None:
    """So many more events that were accepted, duplicates, or rejected for some reason."""
    found = Counter((each.status, each.error.code if each.error else "") for each in verdicts)
    for (verdict, code), number in found.items():
        _VERDICTS.labels(verdict, code).inc(number)


@state_of("postgresql")
def _rollups() -> Iterator[Metric]:
    cursor = RollupCursor.objects.first()
    about = "Seconds since the counts last caught up."
    yield gauge("rollup_lag_seconds", about, _seconds_since(cursor.moved_at if cursor else None))
    # The position as a value, see rollups/cursor.py.
    ((waiting,),) = fetch(
        "SELECT count(*) FROM (SELECT FROM analytics_useractivity "
        "WHERE xact_id >= %(from)s LIMIT %(most)s) uncounted",
        {"from": cursor.position if cursor else 0, "most": _MOST_WAITING},
    )
    about = f"Events that are stored and not yet counted; {_MOST_WAITING} stands for more."
    yield gauge("rollup_waiting_events", about, {(): waiting})


@state_of("postgresql")
def _self_check() -> Iterator[Metric]:
    last = SelfCheck.objects.order_by("-at").values_list("at", flat=True).first()
    about = (
        "Counts that the last self-check found different from a recount: 0, or something is wrong."
    )
    yield gauge("self_check_differences", about, {(): differing_counts()} if last else {})
    yield gauge(
        "self_check_age_seconds", "Seconds since the last self-check.", _seconds_since(last)
    )


def _seconds_since(moment: datetime | None) -> dict[tuple[()], float]:
    """The only value of a metric; none where nothing ever happened."""
    if moment is None:
        return {}
    return {(): max(0.0, (datetime.now(UTC) - moment) / timedelta(seconds=1))}
