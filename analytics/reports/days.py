"""Days as people count them: from midnight to midnight where they live."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from analytics.sql import fetch

_ONE = timedelta(days=1)
# Days looked at in one statement: most streaks end within the first few.
_AT_ONCE = 50

_WITH_ACTIVITY = """
SELECT number FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[])
    WITH ORDINALITY AS of (begins, ends, number)
WHERE EXISTS (SELECT FROM analytics_useractivity
              WHERE user_id = %(user)s AND timestamp >= begins AND timestamp < ends)
ORDER BY number
"""


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins in a zone, in UTC.

    Where clocks are put back over midnight, the first time; where they skip it, when they do.
    """
    return datetime.combine(day, time(), zone).astimezone(UTC)


def streak_of(user_id: int, today: date, zone: ZoneInfo) -> int:
    """How many days in a row, up to today or yesterday, the user did anything."""
    return streak(_active_days(user_id, today, zone), today)


def streak(active: Iterable[date], today: date) -> int:
    """How many of the days run in a row up to today or yesterday. ``active``: newest first.

    Today counts once something happened on it; before that the streak of yesterday still stands.
    No day past the end of the streak is asked for.
    """
    length, expected = 0, today
    for day in active:
        if length == 0 and day == today - _ONE:
            expected = day
        if day != expected:
            break
        length, expected = length + 1, expected - _ONE
    return length


def _active_days(user_id: int, today: date, zone: ZoneInfo) -> Iterator[date]:
    """The days with activity, newest first, up to a long gap."""
    found = True
    while found:
        days = [today - step * _ONE for step in range(_AT_ONCE)]
        starts = [midnight(day, zone) for day in days]
        ends = [midnight(day + _ONE, zone) for day in days]
        rows = fetch(_WITH_ACTIVITY, {"user": user_id, "starts": starts, "ends": ends})
        yield from (days[number - 1] for (number,) in rows)
        found, today = bool(rows), days[-1] - _ONE
