"""One figure of the whole platform over time."""

# ruff: noqa: S608 - statements are put together from constants only

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from analytics.rollups import ARRIVED, WITH_TAIL, consistently, past
from analytics.sql import fetch
from common.errors import InvalidInput

MAX_POINTS = 1000
STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}

_SUMMED = {
    "activities": "plays + likes + skips + shares",
    **{name: name for name in ("plays", "likes", "skips", "shares", "streams", "ms_played")},
}
METRICS = (*_SUMMED, "listeners", "active_users")

_PLATFORM_HOURS = """
analytics_itemhour h JOIN analytics_item i ON i.id = h.item_id AND i.kind = 'platform'
"""
_SUMS = f"""
SELECT date_trunc(%(interval)s, hour, 'UTC') AS at, {{value}} AS value FROM {_PLATFORM_HOURS}
WHERE hour >= %(since)s AND hour < %(until)s
UNION ALL
SELECT date_trunc(%(interval)s, hour, 'UTC'), {{of_tail}} FROM tail
WHERE kind = 'platform' AND hour >= %(since)s AND hour < %(until)s
"""
_LISTENERS = f"""
SELECT hour AS at, listeners AS value FROM {_PLATFORM_HOURS}
WHERE hour >= %(since)s AND hour < %(until)s
UNION ALL
SELECT hour, listeners FROM arrived
WHERE kind = 'platform' AND hour >= %(since)s AND hour < %(until)s
"""
_ACTIVE_USERS = """
SELECT day::timestamp AT TIME ZONE 'UTC' AS at, 1 AS value FROM (
    SELECT user_id, day, plays + likes + skips + shares AS events FROM analytics_userday
    WHERE day >= (%(since)s AT TIME ZONE 'UTC')::date
      AND day < (%(until)s AT TIME ZONE 'UTC')::date
    UNION ALL
    SELECT user_id, (hour AT TIME ZONE 'UTC')::date, plays + likes + skips + shares FROM tail
    WHERE kind = 'platform' AND hour >= %(since)s AND hour < %(until)s
) counted GROUP BY user_id, day HAVING sum(events) > 0
"""
_POINTS = f"""
{WITH_TAIL}, {ARRIVED}, counted AS ({{counted}})
SELECT at, coalesce(sum(value), 0)::bigint
FROM generate_series(%(since)s, %(until)s - %(step)s, %(step)s) AS at LEFT JOIN counted USING (at)
GROUP BY at ORDER BY at
"""


class BadSeries(InvalidInput):
    """A metric, interval or span that there is no series of."""

    code = "bad_series"


@dataclass(frozen=True, slots=True)
class Series:
    """What is asked: a metric by hour or day, over full hours or days (UTC)."""

    metric: str
    interval: str
    since: datetime
    until: datetime


def series_of(
    metric: str, interval: str, since: datetime | None, until: datetime | None, now: datetime
) -> Series:
    """What is asked, checked; by default the last 48 hours or 30 days. Raises BadSeries."""
    if metric not in METRICS:
        raise BadSeries(f"metric is one of {', '.join(METRICS)}.")
    if interval not in STEPS:
        raise BadSeries("interval is hour or day.")
    if (metric, interval) in {("listeners", "day"), ("active_users", "hour")}:
        raise BadSeries("listeners are counted by hour, active_users by day.")
    step = STEPS[interval]
    end = _up(until or now, step)
    start = _down(since, step) if since else end - (48 if interval == "hour" else 30) * step
    if not 0 < (end - start) / step <= MAX_POINTS:
        raise BadSeries(f"since lies before until, by at most {MAX_POINTS} points.")
    return Series(metric, interval, start, end)


def timeseries(series: Series, now: datetime) -> dict[str, Any]:
    """A point for every hour or day of the span, empty ones as 0; the last may be unfinished."""
    statement = _POINTS.format(counted=_counted(series.metric))
    values = {"interval": series.interval, "since": series.since, "until": series.until}
    values |= {"step": STEPS[series.interval]}
    rows = consistently(lambda position: fetch(statement, values | past(position)))
    return {
        "metric": series.metric,
        "interval": series.interval,
        "window": f"{series.since.isoformat()}/{series.until.isoformat()}",
        "as_of": now,
        "points": [{"at": at, "value": value} for at, value in rows],
    }


def _counted(metric: str) -> str:
    if metric == "listeners":
        return _LISTENERS
    if metric == "active_users":
        return _ACTIVE_USERS
    kept = " + ".join(f"h.{name}" for name in _SUMMED[metric].split(" + "))
    return _SUMS.format(value=kept, of_tail=_SUMMED[metric])


def _down(moment: datetime, step: timedelta) -> datetime:
    full = moment.replace(minute=0, second=0, microsecond=0)
    return full if step < timedelta(days=1) else full.replace(hour=0)


def _up(moment: datetime, step: timedelta) -> datetime:
    down = _down(moment, step)
    return down if down == moment else down + step
