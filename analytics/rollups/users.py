"""Adding a step's facts to the counts of users. The facts lie staged, see applying.py."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from analytics.models import RollupCursor
from analytics.rollups.facts import COUNTS, added, is_zero, summed
from analytics.sql import execute, no_loops

# Window -> so many days before today it reaches back: never less than its hours.
SPANS = {"24h": 1, "7d": 7, "30d": 30}

_EVENTS = "plays + likes + skips + shares"

# Whoever's count of a day rises from zero is active on it; who falls to zero is not.
_DAYS = f"""
WITH counted AS (
    SELECT user_id, (hour AT TIME ZONE 'UTC')::date AS day, {summed()}
    FROM rollup_deltas WHERE kind = 'platform' GROUP BY user_id, day
), touched AS (
    INSERT INTO analytics_userday (user_id, day, {", ".join(COUNTS)})
    SELECT * FROM counted ORDER BY user_id, day
    ON CONFLICT (user_id, day) DO UPDATE SET {added("analytics_userday")}
    RETURNING user_id, day, {_EVENTS} AS events
), arrived AS (
    SELECT day, sum((events > 0)::int - (events - ({_EVENTS}) > 0)::int) AS users
    FROM touched JOIN counted USING (user_id, day) GROUP BY day
)
INSERT INTO analytics_activeday (day, users)
SELECT day, users FROM arrived WHERE users <> 0
ON CONFLICT (day) DO UPDATE SET users = analytics_activeday.users + excluded.users
"""

_SPANS = f"""
INSERT INTO analytics_userspan AS s ("window", user_id, events)
SELECT span, user_id, sum({_EVENTS}) FROM rollup_deltas
JOIN unnest(%(spans)s::text[], %(firsts)s::date[]) AS of (span, first)
    ON (hour AT TIME ZONE 'UTC')::date >= first
WHERE kind = 'platform' GROUP BY span, user_id ORDER BY span, user_id
ON CONFLICT ("window", user_id) DO UPDATE SET events = s.events + excluded.events
"""

_TOTALS = f"""
INSERT INTO analytics_usertotal AS t (user_id, events, last_at)
SELECT user_id, sum({_EVENTS}), max(last_at)
FROM rollup_deltas WHERE kind = 'platform' GROUP BY user_id ORDER BY user_id
ON CONFLICT (user_id) DO UPDATE
SET events = t.events + excluded.events, last_at = greatest(t.last_at, excluded.last_at)
"""

# Nothing can be subtracted from a latest moment: whoever lost events is looked up.
_LAST_SEEN_AGAIN = """
UPDATE analytics_usertotal t
SET last_at = (
    SELECT max(timestamp) FROM (
        SELECT timestamp FROM analytics_useractivity a
        WHERE a.user_id = t.user_id AND a.xact_id < %(to)s
        UNION ALL
        SELECT timestamp FROM analytics_retraction r
        WHERE r.user_id = t.user_id AND r.event_xact_id < %(to)s AND r.xact_id >= %(to)s
    ) counted
)
WHERE user_id IN (SELECT user_id FROM rollup_deltas WHERE kind = 'platform' AND retracted)
"""

# What counts nothing any more is gone: an erased user leaves no row behind.
_EMPTY = (
    f"""
DELETE FROM analytics_userday u USING rollup_deltas d
WHERE d.kind = 'platform' AND d.retracted
  AND u.user_id = d.user_id AND u.day = (d.hour AT TIME ZONE 'UTC')::date AND {is_zero("u")}
""",
    """
DELETE FROM analytics_userspan s USING rollup_deltas d
WHERE d.kind = 'platform' AND d.retracted AND s.user_id = d.user_id AND s.events = 0
""",
    """
DELETE FROM analytics_usertotal t USING rollup_deltas d
WHERE d.kind = 'platform' AND d.retracted AND t.user_id = d.user_id AND t.events = 0
""",
    "DELETE FROM analytics_activeday WHERE users = 0",
)

_LEAVE_SPAN = f"""
WITH gone AS (
    SELECT user_id, sum({_EVENTS}) AS events FROM analytics_userday
    WHERE day >= %(was)s AND day < %(first)s GROUP BY user_id
)
UPDATE analytics_userspan s SET events = s.events - gone.events
FROM gone WHERE s.user_id = gone.user_id AND s."window" = %(span)s
"""


def first_day(window: str, today: date) -> date:
    """The first of the whole days (UTC) that a window of this name takes in."""
    return today - timedelta(days=SPANS[window])


def spans(today: date) -> dict[str, Any]:
    """The values that statements about spans need."""
    return {"spans": list(SPANS), "firsts": [first_day(name, today) for name in SPANS]}


def count_users(values: Mapping[str, Any]) -> None:
    """Add the staged facts; ``values`` are those of ``apply``."""
    values = {**values, **spans(values["today"])}
    with no_loops():
        execute(_DAYS)
    for statement in (_SPANS, _TOTALS, _LAST_SEEN_AGAIN):
        execute(statement, values)
    for statement in _EMPTY:
        execute(statement)


def turn_the_day(cursor: RollupCursor, today: date) -> None:
    """Subtract from every span the days that have left it since the cursor's last step."""
    if cursor.today is not None and cursor.today < today:
        for name in SPANS:
            was, first = first_day(name, cursor.today), first_day(name, today)
            execute(_LEAVE_SPAN, {"span": name, "was": was, "first": first})
        execute("DELETE FROM analytics_userspan WHERE events = 0")
        cursor.version += 1
    if cursor.today != today:
        cursor.today = max(today, cursor.today or today)
        cursor.save()
