"""Who is here, and what is played, across all users."""

# ruff: noqa: S608 - statements are put together from constants only

from datetime import UTC, datetime, timedelta

from analytics.rollups import SEEN, WITH_TAIL, consistently, past
from analytics.sql import fetch
from analytics.types import PopularTrack
from analytics.windows import full_hour

# Listeners are counted for so many of the hottest tracks; the most heard are among them.
_CANDIDATES_PER_RESULT = 3
# What one person alone plays is told to nobody.
_LEAST_LISTENERS = 2

_POPULAR = f"""
{WITH_TAIL}, candidate AS (
    (SELECT id, key FROM analytics_item
     WHERE kind = 'track' AND several_listeners ORDER BY {{heat}} DESC LIMIT %(candidates)s)
    UNION
    SELECT i.id, t.key FROM (SELECT DISTINCT key FROM tail WHERE kind = 'track') t
    LEFT JOIN analytics_item i ON i.kind = 'track' AND i.key = t.key
), listener AS (
    SELECT key, user_id FROM (
        SELECT c.key, l.user_id, l.events
        FROM candidate c JOIN analytics_itemlistener l ON l.item_id = c.id
        WHERE l.hour >= %(since)s
        UNION ALL
        SELECT key, user_id, engaged FROM tail WHERE kind = 'track' AND hour >= %(since)s
    ) heard
    GROUP BY key, user_id HAVING sum(events) > 0
), played AS (
    SELECT key, sum(plays)::bigint AS plays FROM (
        SELECT c.key, h.plays FROM candidate c JOIN analytics_itemhour h ON h.item_id = c.id
        WHERE h.hour >= %(since)s
        UNION ALL
        SELECT key, plays FROM tail WHERE kind = 'track' AND hour >= %(since)s
    ) counted GROUP BY key
)
SELECT key, listeners, plays
FROM (
    SELECT key, count(*) AS listeners FROM listener
    GROUP BY key HAVING count(*) >= {_LEAST_LISTENERS}
) l JOIN played USING (key)
WHERE plays > 0
ORDER BY listeners DESC, plays DESC, key
LIMIT %(limit)s
"""

_ACTIVE = f"""
{WITH_TAIL}, {SEEN}
SELECT user_id FROM analytics_usertotal
WHERE last_at >= %(since)s AND user_id NOT IN (SELECT user_id FROM seen)
UNION ALL
SELECT user_id FROM seen WHERE last_at >= %(since)s
ORDER BY user_id
"""


def popular_tracks(*, since: datetime, limit: int) -> list[PopularTrack]:
    """The most heard tracks: by different listeners, then plays. Private sessions left out, and
    what has but one listener.

    ``since`` is taken back to its full hour. Listeners are who did anything but skip. Counts are
    exact; the tracks are chosen among the hottest for a span of about this length.
    """
    statement = _POPULAR.format(heat=_heat_for(datetime.now(UTC) - since))
    values = {"since": full_hour(since.astimezone(UTC)), "limit": limit}
    values |= {"candidates": limit * _CANDIDATES_PER_RESULT}
    rows = consistently(lambda position: fetch(statement, values | past(position)))
    return [PopularTrack(*row) for row in rows]


def active_user_ids(*, since: datetime) -> list[int]:
    """The ids, in order, of users with any activity since then."""
    values = {"since": since}
    rows = consistently(lambda position: fetch(_ACTIVE, values | past(position)))
    return [user_id for (user_id,) in rows]


def _heat_for(span: timedelta) -> str:
    """The column whose half-life suits the span: about a quarter of it."""
    if span <= timedelta(days=3):
        return "heat_6h"
    return "heat_42h" if span <= timedelta(days=14) else "heat_180h"
