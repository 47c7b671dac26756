"""What happened on the whole platform."""

# ruff: noqa: S608 - statements are put together from constants only

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from analytics.models import AccountChange, RecommendationChange
from analytics.reports.days import midnight
from analytics.rollups import (
    SEEN,
    WITH_TAIL,
    Position,
    consistently,
    past,
    quarter_of,
    quarters_of_tail,
)
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
    # The platform's hours lie scattered among those of every item; its quarters lie together.
    False: f"SELECT {_NAMES} FROM analytics_quarterhour WHERE at >= %(since)s",
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

# By the quarter of when users were last seen, and one by one within that in which a span begins.
# Whom the tail touches is taken out by what is counted and put in by what is so.
_ACTIVE = f"""
{WITH_TAIL}, {SEEN}, touched AS MATERIALIZED (
    SELECT t.last_at AS was, s.last_at AS is_now
    FROM seen s LEFT JOIN analytics_usertotal t USING (user_id)
), asked AS (
    SELECT since, {quarter_of("since")} + interval '15 minutes' AS whole_from, number
    FROM unnest(%(sinces)s::timestamptz[]) WITH ORDINALITY AS of (since, number)
)
SELECT (SELECT coalesce(sum(users), 0)::bigint
        FROM analytics_lastseenquarter WHERE at >= whole_from)
     + (SELECT count(*) FROM analytics_usertotal WHERE last_at >= since AND last_at < whole_from)
     + (SELECT count(*) FILTER (WHERE is_now >= since) - count(*) FILTER (WHERE was >= since)
        FROM touched)
FROM asked ORDER BY number
"""

_SINCE_MIDNIGHT = f"""
SELECT coalesce(sum({" + ".join(_ACTIONS)}), 0)::bigint FROM (
    SELECT at, {_NAMES} FROM analytics_quarterhour WHERE at >= %(today)s
    UNION ALL
    SELECT at, {_NAMES} FROM ({quarters_of_tail()}) q WHERE at >= %(today)s
) counted
"""

_OF_TAIL = """
SELECT user_id, sum(plays + likes + skips + shares) AS events FROM tail
WHERE kind = 'platform' AND (%(since)s::timestamptz IS NULL OR hour >= %(since)s)
GROUP BY user_id
"""
# The best of those whom the tail does not touch, and everyone whom it does.
_MOST_ACTIVE_KEPT = f"""
{WITH_TAIL}, recent AS ({_OF_TAIL})
SELECT user_id, events::bigint FROM (
    (SELECT user_id, events FROM {{kept}} WHERE user_id NOT IN (SELECT user_id FROM recent)
     ORDER BY events DESC, user_id LIMIT %(limit)s)
    UNION ALL
    SELECT user_id, recent.events + coalesce(t.events, 0)
    FROM recent LEFT JOIN {{kept}} t USING (user_id)
) counted
WHERE events > 0 ORDER BY events DESC, user_id LIMIT %(limit)s
"""
_TOTALS = "analytics_usertotal"
_OF_SPAN = '(SELECT user_id, events FROM analytics_userspan WHERE "window" = %(span)s)'
# For the moment between midnight and the step after it, which makes the kept spans today's.
_MOST_ACTIVE_COUNTED = f"""
{WITH_TAIL}
SELECT user_id, sum(events)::bigint AS events FROM (
    SELECT user_id, plays + likes + skips + shares AS events FROM analytics_userday
    WHERE day >= (%(since)s AT TIME ZONE 'UTC')::date  -- since is a midnight here
    UNION ALL
    ({_OF_TAIL})
) counted
GROUP BY user_id HAVING sum(events) > 0 ORDER BY events DESC, user_id LIMIT %(limit)s
"""


def summary(window: Window, *, zone: ZoneInfo, for_staff: bool) -> dict[str, Any]:
    """Platform totals; names and addresses of users only for staff.

    The window bounds the activities. ``active_users`` are those of the last 24 hours, 7 and 30
    days in any case, ``today`` is the day in ``zone`` so far. In a bounded window the most active
    users are counted by whole days (UTC).
    """
    body = window.heading() | consistently(lambda position: _counted(window, zone, position))
    body["total_users"] = _sum_of(AccountChange)
    body["total_recommendations"] = _sum_of(RecommendationChange)
    if for_staff:
        body["most_active_users"] = _most_active(window)
    return body


def _counted(window: Window, zone: ZoneInfo, position: Position) -> dict[str, Any]:
    statement = _BY_ACTION.format(kept=_KEPT[window.since is None])
    (counts,) = fetch(statement, {"since": window.since} | past(position))
    date = window.as_of.astimezone(zone).date()
    begin = midnight(date, zone)
    sinces = [begin, *(window.as_of - timedelta(days=days) for days in _SPANS.values())]
    today, *active = (users for (users,) in fetch(_ACTIVE, {"sinces": sinces} | past(position)))
    ((so_far,),) = fetch(_SINCE_MIDNIGHT, past(position) | {"today": begin})
    return {
        "total_activities": sum(counts),
        "activities_by_action": dict(zip(("play", "like", "skip", "share"), counts, strict=True)),
        "active_users": dict(zip(_SPANS, active, strict=True)),
        "today": {
            "date": date,
            "since": begin,
            "total_activities": so_far,
            "active_users": today,
        },
    }


def _sum_of(changes: type[AccountChange | RecommendationChange]) -> int:
    return changes.objects.aggregate(total=models.Sum("change", default=0))["total"]


def _ranking(window: Window, position: Position) -> str:
    """The statement that ranks users: by what is kept, wherever that is of the same days."""
    if window.since is None:
        return _MOST_ACTIVE_KEPT.format(kept=_TOTALS)
    if position.today == window.as_of.date():
        return _MOST_ACTIVE_KEPT.format(kept=_OF_SPAN)
    return _MOST_ACTIVE_COUNTED


def _most_active(window: Window) -> list[dict[str, Any]]:
    midnight = window.since and window.since.replace(hour=0)
    values = {"since": midnight, "limit": MOST_ACTIVE, "span": window.name}

    def ranked(position: Position) -> list[tuple[Any, ...]]:
        return fetch(_ranking(window, position), values | past(position))

    rows = consistently(ranked)
    emails = users.emails_of(user_id for user_id, _ in rows)
    return [
        {"user_id": user_id, "email": emails.get(user_id), "activity_count": count}
        for user_id, count in rows
    ]
