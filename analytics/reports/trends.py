"""What is on the rise: kept heats and the raw tail, ranked by analytics/trends.py."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from analytics.reports.ranks import previous_ranks
from analytics.rollups import ARRIVED, WITH_TAIL, Position, consistently, past
from analytics.rollups.heat import COLUMNS, seen_from, weight
from analytics.sql import fetch
from analytics.trends import FLOOR, HALF_LIVES, Scored, Warmth, expectation, floor, scored
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

# Of the items in question: names, counts in the window, and the most listeners of any hour (0
# where a deletion in the tail may have lowered that).
_DETAILS = f"""
{WITH_TAIL}, {ARRIVED}, asked AS (
    SELECT kind, key, i.id, i.name, i.artist_name
    FROM unnest(%(kinds)s::text[], %(keys)s::text[]) AS a (kind, key)
    LEFT JOIN analytics_item i USING (kind, key)
), kept AS (
    SELECT kind, key, sum(plays) AS plays, sum(plays + likes + skips + shares) AS events,
           max(listeners) AS listeners
    FROM asked JOIN analytics_itemhour h ON h.item_id = asked.id
    WHERE h.hour >= %(since)s GROUP BY kind, key
), fresh AS (
    SELECT kind, key, sum(t.plays) AS plays, sum(t.plays + t.likes + t.skips + t.shares) AS events,
           max(t.name) AS name, max(t.artist_name) AS artist_name,
           max(a.listeners + coalesce(h.listeners, 0)) AS listeners, min(a.listeners) AS lost
    FROM tail t JOIN asked USING (kind, key) JOIN arrived a USING (kind, key, hour)
    LEFT JOIN analytics_itemhour h ON h.item_id = asked.id AND h.hour = t.hour
    WHERE t.hour >= %(since)s GROUP BY kind, key
)
SELECT kind, key, coalesce(a.name, f.name, ''), coalesce(a.artist_name, f.artist_name, ''),
       (coalesce(k.plays, 0) + coalesce(f.plays, 0))::bigint,
       (coalesce(k.events, 0) + coalesce(f.events, 0))::bigint,
       CASE WHEN f.lost < 0 THEN 0
            ELSE greatest(coalesce(k.listeners, 0), coalesce(f.listeners, 0)) END::bigint
FROM asked a LEFT JOIN kept k USING (kind, key) LEFT JOIN fresh f USING (kind, key)
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
        known = _known([PLATFORM, *subjects], window, position)
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
    items: Sequence[Scored], known: dict[Subject, _Details], least: int, first_rank: int
) -> list[Trending]:
    found: list[Trending] = []
    for item in items:
        of = known.get((item.kind, item.key))
        if of is not None and of.listeners >= least:
            counts = (of.name, of.artist_name, of.plays, of.events)
            rank = first_rank + len(found)
            found.append(Trending(item.key, *counts, round(item.score, 4), rank))
    return found


def _known(
    subjects: Sequence[Subject], window: Window, position: Position
) -> dict[Subject, _Details]:
    """Details of these items. ``listeners`` is exact up to FLOOR, and at least FLOOR above it."""
    rows = fetch(_DETAILS, _asked(subjects, window.since) | past(position))
    details = {(kind, key): _Details(*rest) for kind, key, *rest in rows}
    few = [subject for subject, of in details.items() if of.listeners < FLOOR]
    if few:
        for kind, key, listeners in fetch(_LISTENERS, _asked(few, window.since) | past(position)):
            details[kind, key] = replace(details[kind, key], listeners=listeners)
    return details


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
