"""One figure of the whole platform over time."""

# ruff: noqa: S608 - statements are put together from constants only

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from analytics.reports.days import midnight
from analytics.rollups import ARRIVED, WITH_TAIL, consistently, past, quarters_of_tail
from analytics.sql import fetch
from analytics.windows import full_hour
from common.errors import InvalidInput

MAX_POINTS = 1000
# Interval -> how many points there are where nobody says since when.
STEPS = {"hour": 48, "day": 30}
WORLD = ZoneInfo("UTC")
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

_SUMMED = {
    "activities": "plays + likes + skips + shares",
    **{name: name for name in ("plays", "likes", "skips", "shares", "streams", "ms_played")},
}
METRICS = (*_SUMMED, "listeners", "active_users")

_SPAN = ">= %(since)s AND {0} < %(until)s"
_SUMS = f"""
WITH kept AS (
    SELECT at, {{value}} AS value FROM analytics_quarterhour
    UNION ALL
    SELECT at, {{value}} FROM ({quarters_of_tail()}) q
)
SELECT at, value FROM kept WHERE at {_SPAN.format("at")}
"""
_LISTENERS = f"""
{WITH_TAIL}, {ARRIVED}
SELECT hour AS at, listeners AS value FROM analytics_itemhour h
JOIN analytics_item i ON i.id = h.item_id AND i.kind = 'platform'
WHERE hour {_SPAN.format("hour")}
UNION ALL
SELECT hour, listeners FROM arrived WHERE kind = 'platform' AND hour {_SPAN.format("hour")}
"""
# Per user and day of the tail: whether they become active on it, or cease to be.
_ACTIVE_USERS = f"""
{WITH_TAIL}, acted AS MATERIALIZED (
    SELECT day, events, coalesce((
        SELECT u.plays + u.likes + u.skips + u.shares FROM analytics_userday u
        WHERE u.user_id = t.user_id AND u.day = t.day), 0) AS counted
    FROM (
        SELECT user_id, (hour AT TIME ZONE 'UTC')::date AS day,
               sum(plays + likes + skips + shares) AS events
        FROM tail WHERE kind = 'platform' AND hour {_SPAN.format("hour")} GROUP BY user_id, day
    ) t
)
SELECT day::timestamp AT TIME ZONE 'UTC' AS at, users AS value FROM (
    SELECT day, users FROM analytics_activeday
    WHERE day >= (%(since)s AT TIME ZONE 'UTC')::date AND day < (%(until)s AT TIME ZONE 'UTC')::date
    UNION ALL
    SELECT day, (counted + events > 0)::int - (counted > 0)::int FROM acted
) d
"""
# Point -> its value: the last edge at or before a moment is the point that it falls to.
_POINTS = """
SELECT width_bucket(at, %(edges)s::timestamptz[]) - 1 AS point, sum(value)::bigint
FROM ({counted}) counted GROUP BY point
"""


class BadSeries(InvalidInput):
    """A metric, interval or span that there is no series of."""

    code = "bad_series"


@dataclass(frozen=True, slots=True)
class Series:
    """What is asked: a metric, and the moments (UTC) at which points begin, and the last ends."""

    metric: str
    interval: str
    edges: tuple[datetime, ...]


def series_of(
    metric: str,
    interval: str,
    since: datetime | None,
    until: datetime | None,
    now: datetime,
    zone: ZoneInfo = WORLD,
) -> Series:
    """What is asked, checked; by default the last 48 hours or 30 days. Raises BadSeries.

    Hours are full hours in UTC; days begin at midnight in ``zone``, so that one of them may have
    23 or 25 hours.
    """
    if metric not in METRICS:
        raise BadSeries(
            gettext("%(name)s is one of %(names)s.")
            % {"name": "metric", "names": ", ".join(METRICS)}
        )
    if interval not in STEPS:
        raise BadSeries(gettext("interval is hour or day."))
    if (metric, interval) in {("listeners", "day"), ("active_users", "hour")}:
        raise BadSeries(gettext("listeners are counted by hour, active_users by day."))
    if metric == "active_users" and zone.key != WORLD.key:
        raise BadSeries(gettext("active_users are counted by days in UTC."))
    try:
        edges = (_hours if interval == "hour" else _days)(since, until or now, zone)
    except OverflowError:
        raise BadSeries(
            gettext("since and until lie too close to the ends of the calendar.")
        ) from None
    return Series(metric, interval, edges)


def timeseries(series: Series, now: datetime) -> dict[str, Any]:
    """A point for every hour or day of the span, empty ones as 0; the last may be unfinished."""
    since, until = series.edges[0], series.edges[-1]
    values = {"edges": list(series.edges), "since": since, "until": until}
    statement = _POINTS.format(counted=_counted(series.metric))
    found = dict(consistently(lambda position: fetch(statement, values | past(position))))
    return {
        "metric": series.metric,
        "interval": series.interval,
        "window": f"{since.isoformat()}/{until.isoformat()}",
        "as_of": now,
        "points": [
            {"at": at, "value": found.get(point, 0)} for point, at in enumerate(series.edges[:-1])
        ],
    }


def _counted(metric: str) -> str:
    if metric == "listeners":
        return _LISTENERS
    if metric == "active_users":
        return _ACTIVE_USERS
    return _SUMS.format(value=_SUMMED[metric])


def _hours(since: datetime | None, until: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    last = full_hour(until)
    end = last if last == until else last + _HOUR
    start = full_hour(since) if since else end - STEPS["hour"] * _HOUR
    points = _checked((end - start) // _HOUR)
    return tuple(start + step * _HOUR for step in range(points + 1))


def _days(since: datetime | None, until: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    last = until.astimezone(zone).date()
    end = last if midnight(last, zone) == until else last + _DAY
    start = since.astimezone(zone).date() if since else end - STEPS["day"] * _DAY
    points = _checked((end - start).days)
    return tuple(midnight(start + step * _DAY, zone) for step in range(points + 1))


def _checked(points: int) -> int:
    if not 0 < points <= MAX_POINTS:
        raise BadSeries(
            gettext("since lies before until, by at most %(most)d points.") % {"most": MAX_POINTS}
        )
    return points
