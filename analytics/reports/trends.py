"""What is on the rise: kept heats and the raw tail, ranked by analytics/trends.py."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analytics.reports.ranks import previous_ranks
from analytics.reports.trend_details import Details, Subject, details_of
from analytics.reports.trend_shares import shares_of
from analytics.rollups import ARRIVED, WITH_TAIL, Position, consistently, past
from analytics.rollups.heat import COLUMNS, seen_from, weight
from analytics.sql import fetch
from analytics.trends import (
    HALF_LIVES,
    Scored,
    Warmth,
    bounded,
    expectation,
    floor,
    is_bounded,
    ranked,
    scored,
)
from analytics.windows import Window

KINDS = ("track", "artist", "genre")
# So many of the hottest that several listened to compete. What bursts is hot, and what is not among
# so many is no trend.
CANDIDATES = 300
PLATFORM = ("platform", "")

_WARMTH = f"""
{WITH_TAIL}, {ARRIVED}, fresh AS (
    SELECT kind, key, sum(listeners * {{recent_weight}}) AS recent,
           sum(listeners * {{past_weight}}) AS past
    FROM arrived GROUP BY kind, key
), candidate AS (
    SELECT hot.* FROM unnest(ARRAY['track', 'artist', 'genre']) AS of (kind)
    CROSS JOIN LATERAL (
        SELECT kind, key, {{recent}} AS recent, {{past}} AS past FROM analytics_item
        WHERE kind = of.kind AND several_listeners ORDER BY {{recent}} DESC LIMIT {CANDIDATES}
    ) hot
    UNION
    SELECT kind, key, {{recent}}, {{past}} FROM analytics_item WHERE kind = 'platform'
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
    """The best of each kind that have listeners enough.

    What bounds a listener's weight only ever lowers a score. So items are looked up in portions,
    by the score that they have without, until no other can come before those found.
    """
    hopeful = _ranked(window, position)
    found: dict[str, list[Scored]] = {kind: [] for kind in KINDS}
    known: dict[Subject, Details] = {}
    start, end = 0, limit + limit // 4  # few of those who score well are refused or fall back
    while batch := _next(hopeful, found, limit, start, end):
        known |= details_of([PLATFORM, *map(_subject, batch)], window, position)
        least = floor(known[PLATFORM].listeners if PLATFORM in known else 0)
        heard = [i for i in batch if _subject(i) in known and known[_subject(i)].listeners >= least]
        for item in _bounded(heard, window, position):
            found[item.kind].append(item)
        found = {kind: ranked(items) for kind, items in found.items()}
        start, end = end, 2 * end
    return {kind: _lines(items[:limit], known) for kind, items in found.items()}


def _next(
    hopeful: Mapping[str, Sequence[Scored]],
    found: Mapping[str, Sequence[Scored]],
    limit: int,
    start: int,
    end: int,
) -> list[Scored]:
    """The next portion of each kind of which too few are found, or some may yet be overtaken."""
    return [
        item
        for kind, items in hopeful.items()
        if len(found[kind]) < limit
        or any(found[kind][limit - 1].score <= item.score for item in items[start : start + 1])
        for item in items[start:end]
    ]


def _bounded(items: Sequence[Scored], window: Window, position: Position) -> list[Scored]:
    half_life, _ = HALF_LIVES[window.name]
    doubtful = [_subject(item) for item in items if is_bounded(item, half_life)]
    shares = shares_of(doubtful, window, position)
    return [bounded(item, shares.get(_subject(item), 1.0)) for item in items]


def _subject(item: Scored) -> Subject:
    return item.kind, item.key


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
    of_now, of_past = (seen_from(1, of, position.landmark, window.as_of) for of in (short, long))
    return [
        Warmth(kind, key, recent=recent * of_now, past=older * of_past)
        for kind, key, recent, older in fetch(statement, past(position))
    ]


def _lines(items: Sequence[Scored], known: Mapping[Subject, Details]) -> list[Trending]:
    return [
        Trending(item.key, of.name, of.artist_name, of.plays, of.events, round(item.score, 4), rank)
        for rank, item in enumerate(items, start=1)
        for of in [known[_subject(item)]]
    ]


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
