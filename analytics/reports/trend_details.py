"""What trend lists say of their items, and whether enough listeners stand behind them."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from analytics.rollups import ARRIVED, WITH_TAIL, Position, past
from analytics.sql import fetch
from analytics.trends import FLOOR
from analytics.windows import Window

# Any one hour that has listeners enough, else 0.
_CROWDED = f"""
    coalesce((SELECT h.listeners FROM analytics_itemhour h
              WHERE h.item_id = asked.id AND h.hour >= %(since)s AND h.listeners >= {FLOOR}
              ORDER BY h.hour DESC LIMIT 1), 0) AS listeners
"""
# The hours of the day in which the window begins, and whole days; or hours alone.
_BOUNDED = f"""
    SELECT kind, key, plays, events, {_CROWDED}
    FROM asked CROSS JOIN LATERAL (
        SELECT sum(plays) AS plays, sum(events) AS events FROM (
            SELECT plays, plays + likes + skips + shares AS events FROM analytics_itemhour
            WHERE item_id = asked.id AND hour >= %(since)s
              AND hour < CASE WHEN by_day THEN %(midnight)s ELSE 'infinity'::timestamptz END
            UNION ALL
            SELECT plays, events FROM analytics_itemday
            WHERE by_day AND item_id = asked.id AND day >= (%(midnight)s AT TIME ZONE 'UTC')::date
        ) counted
    ) of_window
    WHERE events > 0
"""
_EVER = f"""
    SELECT kind, key, i.plays, i.plays + i.likes + i.skips + i.shares AS events, {_CROWDED}
    FROM asked JOIN analytics_item i USING (kind, key)
"""

# Of the items in question: names, counts in the window, and the listeners of an hour that has
# FLOOR of them (0 where there is none, or a deletion in the tail may have lowered that).
_DETAILS = f"""
{WITH_TAIL}, {ARRIVED}, asked AS (
    SELECT kind, key, i.id, i.name, i.artist_name, i.by_day
    FROM unnest(%(kinds)s::text[], %(keys)s::text[]) AS a (kind, key)
    LEFT JOIN analytics_item i USING (kind, key)
), kept AS ({{kept}}), fresh AS (
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


Subject = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Details:
    """What a window holds of an item. ``listeners``: up to FLOOR exact, then at least FLOOR."""

    name: str
    artist_name: str
    plays: int
    events: int
    listeners: int


def details_of(
    subjects: Sequence[Subject], window: Window, position: Position
) -> dict[Subject, Details]:
    """The details of those of these items, (kind, key), that were ever counted."""
    statement = _DETAILS.format(kept=_EVER if window.since is None else _BOUNDED)
    rows = fetch(statement, _asked(subjects, window.since) | past(position))
    details = {(kind, key): Details(*rest) for kind, key, *rest in rows}
    few = [subject for subject, of in details.items() if of.listeners < FLOOR]
    if few:
        for kind, key, listeners in fetch(_LISTENERS, _asked(few, window.since) | past(position)):
            details[kind, key] = replace(details[kind, key], listeners=listeners)
    return details


def _asked(subjects: Sequence[Subject], since: datetime | None) -> dict[str, Any]:
    return {
        "kinds": [kind for kind, _ in subjects],
        "keys": [key for _, key in subjects],
        "since": since or "-infinity",
        "midnight": since and _next_midnight(since),
    }


def _next_midnight(moment: datetime) -> datetime:
    """The first midnight (UTC) from the moment on."""
    day = moment.replace(hour=0)
    return day if day == moment else day + timedelta(days=1)
