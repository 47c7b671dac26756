"""What is on the rise: kept heats and the raw tail, ranked by analytics/trends.py."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analytics.reports.ranks import previous_ranks
from analytics.reports.trend_details import Details, Subject, details_of
from analytics.rollups import ARRIVED, WITH_TAIL, Position, consistently, past
from analytics.rollups.heat import COLUMNS, seen_from, weight
from analytics.sql import fetch
from analytics.trends import HALF_LIVES, Scored, Warmth, expectation, floor, scored
from analytics.windows import Window

KINDS = ("track", "artist", "genre")
# So many of the hottest compete. What bursts is hot, and what is not among so many is no trend.
CANDIDATES = 300
PLATFORM = ("platform", "")

_WARMTH = f"""
{WITH_TAIL}, {ARRIVED}, fresh AS (
    SELECT kind, key, sum(listeners * {{recent_weight}}) AS recent,
           sum(listeners * {{past_weight}}) AS past
    FROM arrived GROUP BY kind, key
), candidate AS (
    SELECT hot.* FROM unnest(ARRAY['track', 'artist', 'genre', 'platform']) AS of (kind)
    CROSS JOIN LATERAL (
        SELECT kind, key, {{recent}} AS recent, {{past}} AS past FROM analytics_item
        WHERE kind = of.kind ORDER BY {{recent}} DESC LIMIT {CANDIDATES}
    ) hot
    UNION
    SELECT i.kind, i.key, {{recent}}, {{past}} FROM analytics_item i JOIN fresh USING (kind, key)
)
SELECT kind, key, coalesce(c.recent, 0) + coalesce(f.recent, 0),
       coalesce(c.past, 0) + coalesce(f.past, 0)
FROM candidate c FULL JOIN fresh f USING (kind, key)
"""


@dataclass(frozen=True, slots=True)
class Trending:
    """One line of a trend list."""

    key: str
    name: str
    artist_name: str
    plays: int
    events: int
    score: float
    rank: int


def trends(window: Window, *, limit: int) -> dict[str, Any]:
    """The tracks, artists and genres on the rise, at most ``limit`` of each."""
    found = trending(window, limit=limit)
    before = previous_ranks(window)
    lists = {
        kind: [_line(kind, entry, before.get((kind, entry.key))) for entry in entries]
        for kind, entries in found.items()
    }
    return window.heading() | {
        "trending_genres": lists["genre"],
        "trending_artists": lists["artist"],
        "popular_tracks": lists["track"],
    }


def trending(window: Window, *, limit: int) -> dict[str, list[Trending]]:
    """Kind -> its trend list, best first, from counts and tail of one moment."""
    return consistently(lambda position: _trending(window, limit, position))


def _trending(window: Window, limit: int, position: Position) -> dict[str, list[Trending]]:
    """The best of each kind that have listeners enough; looked up in portions until there are."""
    ranked = _ranked(window, position)
    found: dict[str, list[Trending]] = {kind: [] for kind in KINDS}
    portion = limit + limit // 4  # the floor refuses few of those who score well
    for start in range(0, max(map(len, ranked.values())), portion):
        batch = {
            kind: items[start : start + portion]
            for kind, items in ranked.items()
            if len(found[kind]) < limit
        }
        subjects = [(item.kind, item.key) for items in batch.values() for item in items]
        if not subjects:
            break
        known = details_of([PLATFORM, *subjects], window, position)
        least = floor(known[PLATFORM].listeners if PLATFORM in known else 0)
        for kind, items in batch.items():
            found[kind] += _above_floor(items, known, least, first_rank=len(found[kind]) + 1)
    return {kind: entries[:limit] for kind, entries in found.items()}


def _ranked(window: Window, position: Position) -> dict[str, list[Scored]]:
    warmths = _warmths(window, position)
    platform = next((w for w in warmths if w.kind == "platform"), Warmth(*PLATFORM, 0, 0))
    factor = expectation(platform)
    return {kind: scored((w for w in warmths if w.kind == kind), factor) for kind in KINDS}


def _warmths(window: Window, position: Position) -> list[Warmth]:
    short, long = HALF_LIVES[window.name]
    statement = _WARMTH.format(
        recent=COLUMNS[short],
        past=COLUMNS[long],
        recent_weight=weight(short),
        past_weight=weight(long),
    )
    now, landmark = window.as_of, position.landmark
    return [
        Warmth(
            kind,
            key,
            recent=seen_from(recent, short, landmark, now),
            past=seen_from(older, long, landmark, now),
        )
        for kind, key, recent, older in fetch(statement, past(position))
    ]


def _above_floor(
    items: Sequence[Scored], known: dict[Subject, Details], least: int, first_rank: int
) -> list[Trending]:
    found: list[Trending] = []
    for item in items:
        of = known.get((item.kind, item.key))
        if of is not None and of.listeners >= least:
            counts = (of.name, of.artist_name, of.plays, of.events)
            rank = first_rank + len(found)
            found.append(Trending(item.key, *counts, round(item.score, 4), rank))
    return found


def _line(kind: str, entry: Trending, before: int | None) -> dict[str, Any]:
    line: dict[str, Any]
    if kind == "track":
        line = {
            "track_id": entry.key,
            "track_name": entry.name,
            "artist_name": entry.artist_name,
            "play_count": entry.plays,
        }
    elif kind == "artist":
        line = {"name": entry.name, "activity_count": entry.events}
    else:
        line = {"name": entry.name, "count": entry.plays}
    return line | {"score": entry.score, "rank": entry.rank, "previous_rank": before}
