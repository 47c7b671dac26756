"""What happened on the whole platform."""

# ruff: noqa: S608 - statements are put together from constants only

from datetime import timedelta
from typing import Any

from analytics.models import linked
from analytics.rollups import SEEN, WITH_TAIL, Position, consistently, past
from analytics.sql import fetch
from analytics.windows import Window
from users import selectors as users

MOST_ACTIVE = 10
_SPANS = {"day": 1, "week": 7, "month": 30}

_ACTIONS = ("plays", "likes", "skips", "shares")
_NAMES = ", ".join(_ACTIONS)
_SUMS = ", ".join(f"coalesce(sum({name}), 0)::bigint" for name in _ACTIONS)
_KEPT = {
    True: f"SELECT {_NAMES} FROM analytics_item WHERE kind = 'platform'",
    False: f"""SELECT {", ".join(f"h.{name}" for name in _ACTIONS)} FROM analytics_itemhour h
        JOIN analytics_item i ON i.id = h.item_id AND i.kind = 'platform'
        WHERE h.hour >= %(since)s""",
}
_BY_ACTION = f"""
{WITH_TAIL}
SELECT {_SUMS} FROM (
    {{kept}}
    UNION ALL
    SELECT {_NAMES} FROM tail
    WHERE kind = 'platform' AND (%(since)s::timestamptz IS NULL OR hour >= %(since)s)
) counted
"""

_ACTIVE = f"""
{WITH_TAIL}, {SEEN}
SELECT count(*) FILTER (WHERE last_at >= %(day)s), count(*) FILTER (WHERE last_at >= %(week)s),
       count(*)
FROM (
    SELECT last_at FROM analytics_usertotal
    WHERE last_at >= %(month)s AND user_id NOT IN (SELECT user_id FROM seen)
    UNION ALL
    SELECT last_at FROM seen WHERE last_at >= %(month)s
) active
"""

_OF_TAIL = """
SELECT user_id, sum(plays + likes + skips + shares) AS events FROM tail
WHERE kind = 'platform' AND (%(since)s::timestamptz IS NULL OR hour >= %(since)s)
GROUP BY user_id
"""
# Ever: the best of those whom the tail does not touch, and everyone whom it does.
_MOST_ACTIVE_EVER = f"""
{WITH_TAIL}, recent AS ({_OF_TAIL})
SELECT user_id, events::bigint FROM (
    (SELECT user_id, events FROM analytics_usertotal
     WHERE user_id NOT IN (SELECT user_id FROM recent) ORDER BY events DESC LIMIT %(limit)s)
    UNION ALL
    SELECT user_id, recent.events + coalesce(t.events, 0)
    FROM recent LEFT JOIN analytics_usertotal t USING (user_id)
) counted
WHERE events > 0 ORDER BY events DESC, user_id LIMIT %(limit)s
"""
_MOST_ACTIVE = f"""
{WITH_TAIL}
SELECT user_id, sum(events)::bigint AS events FROM (
    SELECT user_id, plays + likes + skips + shares AS events FROM analytics_userday
    WHERE day >= (%(since)s AT TIME ZONE 'UTC')::date  -- since is a midnight here
    UNION ALL
    ({_OF_TAIL})
) counted
GROUP BY user_id HAVING sum(events) > 0 ORDER BY events DESC, user_id LIMIT %(limit)s
"""


def summary(window: Window, *, for_staff: bool) -> dict[str, Any]:
    """Platform totals; names and addresses of users only for staff.

    The window bounds the activities. ``active_users`` are those of the last 24 hours, 7 and 30
    days in any case. In a bounded window the most active users are counted by whole days (UTC).
    """
    body = window.heading() | consistently(lambda position: _counted(window, position))
    body["total_users"] = users.total_users()
    body["total_recommendations"] = _total_recommendations()
    if for_staff:
        body["most_active_users"] = _most_active(window)
    return body


def _counted(window: Window, position: Position) -> dict[str, Any]:
    statement = _BY_ACTION.format(kept=_KEPT[window.since is None])
    (counts,) = fetch(statement, {"since": window.since} | past(position))
    spans = {name: window.as_of - timedelta(days=days) for name, days in _SPANS.items()}
    (active,) = fetch(_ACTIVE, spans | past(position))
    return {
        "total_activities": sum(counts),
        "activities_by_action": dict(zip(("play", "like", "skip", "share"), counts, strict=True)),
        "active_users": dict(zip(_SPANS, active, strict=True)),
    }


def _total_recommendations() -> int:
    return linked("recommendation")._default_manager.count()


def _most_active(window: Window) -> list[dict[str, Any]]:
    statement = _MOST_ACTIVE_EVER if window.since is None else _MOST_ACTIVE
    midnight = window.since and window.since.replace(hour=0)
    values = {"since": midnight, "limit": MOST_ACTIVE}
    rows = consistently(lambda position: fetch(statement, values | past(position)))
    emails = users.emails_of(user_id for user_id, _ in rows)
    return [
        {"user_id": user_id, "email": emails.get(user_id), "activity_count": count}
        for user_id, count in rows
    ]
