"""How long each report takes at a size and at ten times that size.

``python -m bench.analytics [--small 1000000] [--large 10000000]``. Events are spread over 30 days;
tracks and users follow Zipf's law. Loads, counts, asks each report again and again while a few
uncounted events lie in the tail, and prints p50 and p99 at both sizes and their ratio. Also
prints how many events a second one worker counts.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

from bench.analytics_database import database, make_users

USERS = 20_000
TRACKS = 100_000
CHUNK = 100_000
TAIL = 200
ASKED = 60

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
GENRES = """
INSERT INTO analytics_trackgenre (track_id, genre)
SELECT 'track ' || n, 'genre ' || n %% 30 FROM generate_series(1, %(tracks)s) n
"""


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


def _at_size(first: int, have: int, want: int) -> dict[str, list[float]]:
    from analytics import rollups

    counting = 0.0
    for start in range(have, want, CHUNK):
        _load(first, min(CHUNK, want - start))
        started = time.perf_counter()
        rollups.catch_up(seconds=3600)
        counting += time.perf_counter() - started
    _vacuum()
    print(f"{want:,} events; counted {(want - have) / counting:,.0f} events/s", flush=True)
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
    from analytics.windows import window_named

    def window(name: str):
        return window_named(name, datetime.now(UTC))

    reports: dict[str, Callable[[], object]] = {}
    for name in ("24h", "7d", "30d"):
        reports[f"trends {name}"] = lambda n=name: selectors.trends(window(n), limit=10)
    for name in ("24h", "30d", "all"):
        for who, staff in (("user", False), ("staff", True)):
            reports[f"summary {name}, {who}"] = lambda n=name, s=staff: selectors.summary(
                window(n), zone=ZoneInfo("Asia/Kolkata"), for_staff=s
            )
    listeners = cycle(range(first + 10, first + USERS, 331))
    reports["engagement"] = lambda: selectors.engagement(
        next(listeners), window("all"), zone=ZoneInfo("Europe/Paris")
    )
    reports["one listener's taste"] = lambda: selectors.listening(
        next(listeners), since=datetime.now(UTC) - timedelta(days=30)
    )
    reports["active users' ids, 30 days"] = lambda: selectors.active_user_ids(
        since=datetime.now(UTC) - timedelta(days=30)
    )
    return reports


def _ask(report: Callable[[], object]) -> list[float]:
    report()
    taken = []
    for _ in range(ASKED):
        started = time.perf_counter()
        report()
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def _print(
    small: dict[str, list[float]], large: dict[str, list[float]], sizes: tuple[int, int]
) -> None:
    print(f"{'milliseconds':28}{sizes[0]:>14,} p50  p99{sizes[1]:>16,} p50  p99   ratio of p50")
    for name in small:
        before, after = (statistics.quantiles(of[name], n=100) for of in (small, large))
        ratio = after[49] / before[49]
        print(
            f"{name:28}{before[49]:14.1f} {before[98]:8.1f}{after[49]:16.1f} {after[98]:8.1f}"
            f"{ratio:12.2f}"
        )


if __name__ == "__main__":
    main()
