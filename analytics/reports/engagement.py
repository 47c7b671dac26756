"""What one user did."""

# ruff: noqa: S608 - statements are put together from constants only

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from analytics.models import UserActivity
from analytics.serializers import ActivitySerializer
from analytics.sql import fetch
from analytics.windows import Window

FAVOURITES = 10
RECENT = 20

_OWN = """
user_id = %(user)s AND (%(since)s::timestamptz IS NULL OR timestamp >= %(since)s)
"""
_BY_ACTION = f"""
SELECT action, count(*) FROM analytics_useractivity WHERE {_OWN} GROUP BY action
"""
# What a favourite is: heard, liked or shared, but not what was skipped.
_ARTISTS = f"""
SELECT max(artist_name), count(*) AS times FROM analytics_useractivity
WHERE {_OWN} AND action <> 'skip'
GROUP BY artist_key ORDER BY times DESC, artist_key LIMIT %(limit)s
"""
_TRACKS = f"""
SELECT track_id, max(track_name), max(artist_name), count(*) AS times FROM analytics_useractivity
WHERE {_OWN} AND action <> 'skip'
GROUP BY track_id ORDER BY times DESC, track_id LIMIT %(limit)s
"""
_DAYS = """
SELECT DISTINCT (timestamp AT TIME ZONE %(zone)s)::date AS day FROM analytics_useractivity
WHERE user_id = %(user)s ORDER BY day DESC
"""


def engagement(user_id: int, window: Window, *, zone: ZoneInfo) -> dict[str, Any]:
    """What a user did in the window; days of the streak begin at midnight in ``zone``."""
    values = {"user": user_id, "since": window.since, "limit": FAVOURITES}
    by_action = dict.fromkeys(UserActivity.Action.values, 0) | dict(fetch(_BY_ACTION, values))
    heard = by_action["play"] + by_action["skip"]
    track_fields = ("track_id", "track_name", "artist_name", "count")
    return {
        "user_id": user_id,
        "window": window.name,
        "as_of": window.as_of,
        "total_activities": sum(by_action.values()),
        "activities_by_action": by_action,
        "favorite_artists": [
            {"name": name, "count": count} for name, count in fetch(_ARTISTS, values)
        ],
        "favorite_tracks": [
            dict(zip(track_fields, row, strict=True)) for row in fetch(_TRACKS, values)
        ],
        "recent_activities": _recent(user_id, window),
        "streak_days": _streak(user_id, window, zone),
        "skip_rate": round(by_action["skip"] / heard, 4) if heard else None,
    }


def _recent(user_id: int, window: Window) -> Any:
    events = UserActivity.objects.filter(user_id=user_id)
    if window.since is not None:
        events = events.filter(timestamp__gte=window.since)
    return ActivitySerializer(events.order_by("-timestamp", "-id")[:RECENT], many=True).data


def _streak(user_id: int, window: Window, zone: ZoneInfo) -> int:
    days = [day for (day,) in fetch(_DAYS, {"user": user_id, "zone": zone.key})]
    return streak(days, window.as_of.astimezone(zone).date())


def streak(days: list[date], today: date) -> int:
    """How many days in a row, up to today or yesterday, have activity. ``days``: newest first.

    Today counts once something happened on it; before that the streak of yesterday still stands.
    """
    past = [day for day in days if day <= today]
    if not past or past[0] < today - timedelta(days=1):
        return 0
    start = past[0]
    return sum(1 for steps, day in enumerate(past) if day == start - timedelta(days=steps))
