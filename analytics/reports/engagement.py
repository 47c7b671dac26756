"""What one user did."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from analytics.models import UserActivity
from analytics.reports.days import midnight, streak_of
from analytics.serializers import ActivitySerializer
from analytics.sql import fetch
from analytics.streams import IS_STREAM_SQL
from analytics.windows import Window

FAVOURITES = 10
RECENT = 20
DAYS = 31

_OWN = """
user_id = %(user)s AND (%(since)s::timestamptz IS NULL OR timestamp >= %(since)s)
"""
_GROUPING = "grouping(action, artist_key, track_id, day)"
_KEY = "coalesce(action, artist_key, track_id, day::text)"
# A favourite was heard, liked or shared; what was skipped is none.
_ENGAGED = "count(*) FILTER (WHERE action <> 'skip')"
# All in one scan of the user's events. ``day`` is 0 before the first edge, and 1 after it.
_COUNTED = f"""
SELECT part, key, track_name, artist_name, engaged, events, streams, ms_played FROM (
    SELECT CASE {_GROUPING} WHEN 7 THEN 'action' WHEN 11 THEN 'artist' WHEN 13 THEN 'track'
                ELSE 'day' END AS part,
           {_KEY} AS key, max(track_name) AS track_name, max(artist_name) AS artist_name,
           {_ENGAGED} AS engaged, count(*) AS events,
           count(*) FILTER (WHERE {IS_STREAM_SQL}) AS streams,
           coalesce(sum(ms_played), 0)::bigint AS ms_played,
           row_number() OVER (PARTITION BY {_GROUPING} ORDER BY {_ENGAGED} DESC, {_KEY}) AS place
    FROM (SELECT *, width_bucket(timestamp, %(edges)s::timestamptz[]) AS day
          FROM analytics_useractivity WHERE {_OWN}) own
    GROUP BY GROUPING SETS ((action), (artist_key), (track_id), (day))
) grouped
WHERE part IN ('action', 'day') OR (engaged > 0 AND place <= {FAVOURITES})
ORDER BY place
"""


def engagement(user_id: int, window: Window, *, zone: ZoneInfo) -> dict[str, Any]:
    """What a user did in the window; days begin at midnight in ``zone``.

    ``days`` are those of the last 31 with any activity in the window, newest first; the streak
    does not depend on the window.
    """
    today = window.as_of.astimezone(zone).date()
    first = today - timedelta(days=DAYS - 1)
    edges = [midnight(first + timedelta(days=step), zone) for step in range(DAYS)]
    found = _counted(user_id, window, edges)
    by_action = dict.fromkeys(UserActivity.Action.values, 0)
    by_action |= {line["key"]: line["events"] for line in found["action"]}
    heard = by_action["play"] + by_action["skip"]
    return {
        "user_id": user_id,
        "window": window.name,
        "as_of": window.as_of,
        "total_activities": sum(by_action.values()),
        "activities_by_action": by_action,
        "favorite_artists": [_artist(line) for line in found["artist"]],
        "favorite_tracks": [_track(line) for line in found["track"]],
        "recent_activities": _recent(user_id, window),
        "days": _days(found["day"], first),
        "streak_days": streak_of(user_id, today, zone),
        "skip_rate": round(by_action["skip"] / heard, 4) if heard else None,
    }


def _counted(
    user_id: int, window: Window, edges: Sequence[datetime]
) -> dict[str, list[dict[str, Any]]]:
    names = ("key", "track_name", "artist_name", "engaged", "events", "streams", "ms_played")
    found: dict[str, list[dict[str, Any]]] = {"action": [], "artist": [], "track": [], "day": []}
    values = {"user": user_id, "since": window.since, "edges": list(edges)}
    for part, *rest in fetch(_COUNTED, values):
        found[part].append(dict(zip(names, rest, strict=True)))
    return found


def _artist(line: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": line["artist_name"], "count": line["engaged"]}


def _track(line: Mapping[str, Any]) -> dict[str, Any]:
    names = {name: line[name] for name in ("track_name", "artist_name")}
    return {"track_id": line["key"], **names, "count": line["engaged"]}


def _days(lines: Sequence[Mapping[str, Any]], first: date) -> list[dict[str, Any]]:
    days = [
        {
            "date": first + timedelta(days=int(line["key"]) - 1),
            "activities": line["events"],
            "streams": line["streams"],
            "ms_played": line["ms_played"],
        }
        for line in lines
        if int(line["key"]) > 0
    ]
    return sorted(days, key=lambda day: day["date"], reverse=True)


def _recent(user_id: int, window: Window) -> Any:
    events = UserActivity.objects.filter(user_id=user_id)
    if window.since is not None:
        events = events.filter(timestamp__gte=window.since)
    return ActivitySerializer(events.order_by("-timestamp", "-id")[:RECENT], many=True).data
