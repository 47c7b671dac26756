"""What is on the rise: kept heats and the raw tail, ranked by analytics/trends.py."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analytics.reports.ranks import previous_ranks
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

# Of the items in question: names, counts in the window, and the most listeners of any hour.
_DETAILS = f"""
{WITH_TAIL}, {ARRIVED}, asked AS (
    SELECT kind, key, i.id
    FROM unnest(%(kinds)s::text[], %(keys)s::text[]) AS a (kind, key)
    LEFT JOIN analytics_item i USING (kind, key)
), hourly AS (
    SELECT kind, key, hour, h.plays, h.plays + h.likes + h.skips + h.shares AS events, h.listeners
    FROM asked JOIN analytics_itemhour h ON h.item_id = asked.id WHERE h.hour >= %(since)s
    UNION ALL
    SELECT kind, key, hour, sum(plays), sum(plays + likes + skips + shares), max(a.listeners)
    FROM tail JOIN asked USING (kind, key) JOIN arrived a USING (kind, key, hour)
    WHERE hour >= %(since)s GROUP BY kind, key, hour
), summed AS (
    SELECT kind, key, sum(plays)::bigint AS plays, sum(events)::bigint AS events,
           max(listeners)::bigint AS listeners
    FROM (SELECT kind, key, hour, sum(plays) AS plays, sum(events) AS events,
                 sum(listeners) AS listeners FROM hourly GROUP BY kind, key, hour) h
    GROUP BY kind, key
), named AS (
    SELECT kind, key, max(name) AS name, max(artist_name) AS artist_name
    FROM tail JOIN asked USING (kind, key) GROUP BY kind, key
)
SELECT s.kind, s.key, coalesce(i.name, n.name), coalesce(i.artist_name, n.artist_name),
       s.plays, s.events, s.listeners
FROM summed s LEFT JOIN analytics_item i USING (kind, key) LEFT JOIN named n USING (kind, key)
"""

# Only asked for items with few listeners in any one hour, so it never reads many rows.
_LISTENERS = f"""
{WITH_TAIL}
SELECT kind, key, count(*) FROM (
    SELECT kind, key, user_id FROM (
        SELECT kind, key, user_id, events
        FROM unnest(%(kinds)s::text[], %(keys)s::text[]) AS a (kind, key)
        JOIN analytics_item i USING (kind, key)
        JOIN analytics_itemlistener l ON l.item_id = i.id AND l.hour >= %(since)s
        UNION ALL
        SELECT kind, key, user_id, engaged
        FROM unnest(%(kinds)s::text[], %(keys)s::text[]) AS a (kind, key)
        JOIN tail USING (kind, key) WHERE hour >= %(since)s
    ) heard
    GROUP BY kind, key, user_id HAVING sum(events) > 0
) listener GROUP BY kind, key
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


@dataclass(frozen=True, slots=True)
class _Details:
    name: str
    artist_name: str
    plays: int
    events: int
    listeners: int


Subject = tuple[str, str]


def trends(window: Window, *, limit: int) -> dict[str, Any]:
    """The tracks, artists and genres on the rise, at most ``limit`` of each (24h, 7d or 30d)."""
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
    warmths = _warmths(window, position)
    platform = next((w for w in warmths if w.kind == "platform"), Warmth(*PLATFORM, 0, 0))
    factor = expectation(platform)
    least = floor(_listeners([PLATFORM], window, position, enough=3).get(PLATFORM, 0))
    return {
        kind: _above_floor(
            scored((w for w in warmths if w.kind == kind), factor), window, position, limit, least
        )
        for kind in KINDS
    }


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
    items: Sequence[Scored], window: Window, position: Position, limit: int, least: int
) -> list[Trending]:
    """The best items that have listeners enough; looked up in portions until there are enough."""
    found: list[Trending] = []
    portion = limit * 2
    for start in range(0, len(items), portion):
        batch = items[start : start + portion]
        details = _details([(item.kind, item.key) for item in batch], window, position)
        doubtful = [subject for subject, of in details.items() if of.listeners < least]
        listeners = _listeners(doubtful, window, position, enough=least)
        for item in batch:
            of = details.get((item.kind, item.key))
            if of is None or max(of.listeners, listeners.get((item.kind, item.key), 0)) < least:
                continue
            rank = len(found) + 1
            counts = (of.name, of.artist_name, of.plays, of.events)
            found.append(Trending(item.key, *counts, round(item.score, 4), rank))
            if len(found) == limit:
                return found
    return found


def _details(
    subjects: Sequence[Subject], window: Window, position: Position
) -> dict[Subject, _Details]:
    rows = fetch(_DETAILS, _asked(subjects, window.since) | past(position))
    return {(kind, key): _Details(*rest) for kind, key, *rest in rows}


def _listeners(
    subjects: Sequence[Subject], window: Window, position: Position, *, enough: int
) -> dict[Subject, int]:
    """How many different listeners these items had, where no hour alone says it is enough."""
    if not subjects:
        return {}
    found = {subject: of.listeners for subject, of in _details(subjects, window, position).items()}
    few = [subject for subject, listeners in found.items() if listeners < enough]
    rows = fetch(_LISTENERS, _asked(few, window.since) | past(position)) if few else []
    return found | {(kind, key): listeners for kind, key, listeners in rows}


def _asked(subjects: Sequence[Subject], since: datetime | None) -> dict[str, Any]:
    return {
        "kinds": [kind for kind, _ in subjects],
        "keys": [key for _, key in subjects],
        "since": since,
    }


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
