"""How long each report takes at a size and at ten times that size.

``python -m bench.analytics [--small 1000000] [--large 10000000] [--keep FOLDER]``. Listeners grow
with events, 50 each, over 30 days; see bench/analytics_data.py. Loads, counts, asks each report
again and again while a few uncounted events lie in the tail, and prints p50, p99 and CPU time at
both sizes and the ratios. Also prints how many events a second one worker counts in steps as it
takes them: late ones, of any hour of the 30 days, and those of the last hours, as they come in
operation (the mass before is counted in larger steps); how long the nightly self-check takes, and
how large the tables are.

With ``--keep`` the database stays in the folder; where it holds one already, nothing is loaded,
and the reports are asked at the size that it has.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bench.analytics_database import database, server_seconds

if TYPE_CHECKING:
    from bench.analytics_data import Newcomers

AS_IN_OPERATION = 100_000
TAIL = 200
ASKED = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What one report took, in milliseconds; ``cpu`` is ours and the server's, on average."""

    p50: float
    p99: float
    cpu: float


Size = dict[str, Asked]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=1_000_000)
    parser.add_argument("--large", type=int, default=10_000_000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with database(options.keep):
        from bench import analytics_data

        if have := analytics_data.events_stored():
            _print({have: _ask_all()})
            return
        analytics_data.begin()
        _print(
            {
                options.small: _at_size(options.small, options.small),
                options.large: _at_size(options.large, options.large - options.small),
            }
        )


def _at_size(size: int, more: int) -> Size:
    """Load so many more events, which makes it this size; ask each report."""
    from analytics import services
    from bench.analytics_data import DAYS, Newcomers

    _say(f"loading up to {size:,} events")
    newcomers = Newcomers(more)
    last = min(more // 2, AS_IN_OPERATION)
    newcomers.listen_and_count(more - 2 * last)
    _vacuum()
    _count(newcomers, last, "late", days=DAYS)
    _count(newcomers, last, "latest", days=DAYS * last / size)
    services.roll_up(seconds=3600)
    _vacuum()
    newcomers.listen(TAIL, days=0.001)
    return _ask_all()


def _count(newcomers: "Newcomers", number: int, which: str, *, days: float) -> None:
    """Store so many events of so many days and count them as a worker does."""
    from analytics import rollups

    newcomers.listen(number, days=days)
    started, worked = time.perf_counter(), server_seconds()
    rollups.catch_up(seconds=3600)
    took, worked = time.perf_counter() - started, server_seconds() - worked
    _say(
        f"one worker counts {number / took:,.0f} {which} events/s, "
        f"{number / worked:,.0f} by CPU time"
    )


def _say(sentence: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {sentence}", flush=True)


def _vacuum() -> None:
    from analytics.sql import execute

    execute("VACUUM ANALYZE")


def _ask_all() -> Size:
    from analytics import rollups
    from bench.analytics_data import sizes

    started = time.perf_counter()
    differing = [found.what for found in rollups.compare(parts=100, part=7) if found.differing]
    took = time.perf_counter() - started
    _say(f"self-check of a hundredth: {took:.0f} s, differing: {', '.join(differing) or 'nothing'}")
    _say(sizes())
    return {name: _ask(report) for name, report in _reports().items()}


def _reports() -> dict[str, Callable[[], object]]:
    from analytics import selectors
    from analytics.windows import NAMES, window_named
    from bench.analytics_data import typical_listeners

    def window(name: str):
        return window_named(name, datetime.now(UTC))

    reports: dict[str, Callable[[], object]] = {}
    for limit in (10, 50):
        for name in NAMES:
            reports[f"trends {name}, {limit} of each"] = lambda n=name, m=limit: selectors.trends(
                window(n), limit=m
            )
    for name in ("24h", "30d", "all"):
        for who, staff in (("user", False), ("staff", True)):
            reports[f"summary {name}, {who}"] = lambda n=name, s=staff: selectors.summary(
                window(n), zone=ZoneInfo("Asia/Kolkata"), for_staff=s
            )
    for metric, interval in (("plays", "hour"), ("plays", "day"), ("active_users", "day")):
        reports[f"{metric} by {interval}"] = lambda m=metric, i=interval: selectors.timeseries(
            selectors.series_of(m, i, None, None, datetime.now(UTC)), datetime.now(UTC)
        )
    for name in ("30d", "all"):
        reports[f"recommendations {name}"] = lambda n=name: selectors.recommendation_report(
            window(n)
        )
    listeners = cycle(typical_listeners())
    reports["engagement of one listener"] = lambda: selectors.engagement(
        next(listeners), window("all"), zone=ZoneInfo("Europe/Paris")
    )
    return reports


def _ask(report: Callable[[], object]) -> Asked:
    report()
    taken = []
    worked = time.process_time() + server_seconds()
    for _ in range(ASKED):
        started = time.perf_counter()
        report()
        taken.append((time.perf_counter() - started) * 1000)
    worked = time.process_time() + server_seconds() - worked
    cuts = statistics.quantiles(taken, n=100)
    return Asked(p50=cuts[49], p99=cuts[98], cpu=1000 * worked / ASKED)


def _print(sizes: dict[int, Size]) -> None:
    """A line for each report: its figures at each size, and the last over the first."""
    first, *_, last = (*sizes.values(), *sizes.values())
    figures = f"{'p50':>8}{'p99':>8}{'CPU':>8}"
    print(f"{'milliseconds':28}" + "".join(f"{size:>24,}" for size in sizes) + f"{'ratio':>24}")
    print(f"{'':28}" + figures * (len(sizes) + 1))
    for name, before in first.items():
        after = last[name]
        columns = [
            f"{of.p50:8.1f}{of.p99:8.1f}{of.cpu:8.1f}"
            for of in (size[name] for size in sizes.values())
        ]
        ratios = (after.p50 / before.p50, after.p99 / before.p99, after.cpu / before.cpu)
        print(f"{name:28}{''.join(columns)}" + "".join(f"{ratio:8.2f}" for ratio in ratios))


if __name__ == "__main__":
    main()
