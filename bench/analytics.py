"""How long each report takes at a size and at ten times that size.

``python -m bench.analytics [--small 1000000] [--large 10000000]``. Events are spread over 30 days;
tracks and users follow Zipf's law; impressions are a tenth of the events. Loads, counts, asks each
report again and again while a few uncounted events lie in the tail, and prints p50, p99 and CPU
time at both sizes and their ratio. Also prints how many events a second one worker counts: of the
last events in steps as the worker takes them; those before are counted in larger ones.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from zoneinfo import ZoneInfo

from bench.analytics_database import database, make_users, server_seconds

USERS = 20_000
TRACKS = 100_000
CHUNK = 500_000
AS_IN_OPERATION = 100_000
TAIL = 200
ASKED = 100

LOAD = """
INSERT INTO analytics_useractivity
    (user_id, track_id, track_name, artist_name, artist_key, action, metadata, "timestamp",
     event_id, ms_played, reason_end, private)
SELECT %(first)s + floor(power(%(users)s, random()))::int - 1, 'track ' || track, 'Song ' || track,
       'Artist ' || track %% 10000, 'artist ' || track %% 10000,
       CASE WHEN dice < 0.80 THEN 'play' WHEN dice < 0.92 THEN 'skip'
            WHEN dice < 0.98 THEN 'like' ELSE 'share' END,
       '{}', now() - %(days)s * interval '1 day' * random(), gen_random_uuid()::text,
       (random() * 240000)::int, '', false
FROM (SELECT floor(power(%(tracks)s, random()))::int AS track, random() AS dice
      FROM generate_series(1, %(count)s)) drawn
"""
IMPRESSIONS = """
INSERT INTO analytics_impression
    (user_id, recommendation_id, day, shown_at, source, reason, position)
SELECT %(first)s + n %% %(users)s, %(have)s + n, (now() - n %% 30 * interval '1 day')::date,
       now() - n %% 30 * interval '1 day', 'source ' || n %% 5, 'reason ' || n %% 7, 1 + n %% 20
FROM generate_series(1, %(count)s) n
"""
GENRES = """
INSERT INTO analytics_trackgenre (track_id, genre)
SELECT 'track ' || n, 'genre ' || n %% 30 FROM generate_series(1, %(tracks)s) n
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one report took, in milliseconds; ``cpu`` is ours and the server's, on average."""

    p50: float
    p99: float
    cpu: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=1_000_000)
    parser.add_argument("--large", type=int, default=10_000_000)
    options = parser.parse_args()
    with database():
        from analytics.sql import execute

        first = min(make_users(USERS))
        execute(GENRES, {"tracks": TRACKS})
        sizes = (options.small, options.large)
        small = _at_size(first, 0, options.small)
        large = _at_size(first, options.small, options.large)
        _print(small, large, sizes)


def _at_size(first: int, have: int, want: int) -> dict[str, Asked]:
    from analytics import rollups
    from analytics.sql import execute

    impressions = {"first": first, "users": USERS, "have": have, "count": (want - have) // 10}
    execute(IMPRESSIONS, impressions)
    last = max(have, want - AS_IN_OPERATION)
    for start in range(have, last, CHUNK):
        _load(first, min(CHUNK, last - start))
        rollups.catch_up(seconds=3600, most_events=CHUNK)
        print(f"{time.strftime('%H:%M:%S')} {start + CHUNK:,}", flush=True)
    _vacuum()
    _load(first, want - last)
    started, worked = time.perf_counter(), server_seconds()
    rollups.catch_up(seconds=3600)
    took, worked = time.perf_counter() - started, server_seconds() - worked
    rate, by_cpu = (want - last) / took, (want - last) / worked
    print(f"{want:,} events; counts {rate:,.0f} events/s, {by_cpu:,.0f} by CPU time", flush=True)
    _vacuum()
    _load(first, TAIL, days=0.001)
    return {name: _ask(report) for name, report in _reports(first).items()}


def _load(first: int, count: int, days: float = 30) -> None:
    from analytics.sql import execute

    execute(LOAD, {"first": first, "users": USERS, "tracks": TRACKS, "count": count, "days": days})


def _vacuum() -> None:
    from analytics.sql import execute

    execute("VACUUM ANALYZE")


def _reports(first: int) -> dict[str, Callable[[], object]]:
    from analytics import selectors
    from analytics.windows import NAMES, window_named

    def window(name: str):
        return window_named(name, datetime.now(UTC))

    reports: dict[str, Callable[[], object]] = {}
    for name in NAMES:
        reports[f"trends {name}"] = lambda n=name: selectors.trends(window(n), limit=10)
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
    listeners = cycle(range(first + 200, first + USERS, 331))
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


def _print(small: dict[str, Asked], large: dict[str, Asked], sizes: tuple[int, int]) -> None:
    print(f"{'milliseconds':28}{'':4}{sizes[0]:>20,}{'':4}{sizes[1]:>20,}{'':4}ratio of")
    print(f"{'':28}" + f"{'p50':>8}{'p99':>8}{'CPU':>8}" * 2 + f"{'p50':>8}{'CPU':>8}")
    for name in small:
        before, after = small[name], large[name]
        figures = [f"{of.p50:8.1f}{of.p99:8.1f}{of.cpu:8.1f}" for of in (before, after)]
        ratios = f"{after.p50 / before.p50:8.2f}{after.cpu / before.cpu:8.2f}"
        print(f"{name:28}{''.join(figures)}{ratios}")


if __name__ == "__main__":
    main()
