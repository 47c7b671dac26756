"""What came of what was shown, counted along the same cursor as the events.

An event follows an impression if it names the recommendation and happened within a day of its
being shown, or a little before: clocks differ. Each impression keeps how many plays, likes and
skips followed, as sums with signs; each day keeps how many impressions of a kind had any.
"""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Mapping
from typing import Any

from analytics.models import Impression
from analytics.rollups import cursor as cursors
from analytics.sql import execute

KIND = "day, source, reason, position, variant"
OUTCOMES = {"played": "plays", "liked": "likes", "skipped": "skips"}

_ACTIONS = {"plays": "play", "likes": "like", "skips": "skip"}
_FOLLOWS = """
e.user_id = i.user_id AND e.recommendation_id = i.recommendation_id
AND e.timestamp >= i.shown_at - interval '5 minutes'
AND e.timestamp < i.shown_at + interval '1 day'
"""
_EVENT = "user_id, recommendation_id, action, timestamp"
# The log of events that name a recommendation, as in facts.py.
_LOG = f"""
SELECT 1 AS sign, {_EVENT} FROM analytics_useractivity e
WHERE recommendation_id IS NOT NULL AND {{stored}}
UNION ALL
SELECT 1, {_EVENT} FROM analytics_retraction e WHERE recommendation_id IS NOT NULL AND {{was}}
UNION ALL
SELECT -1, {_EVENT} FROM analytics_retraction e WHERE recommendation_id IS NOT NULL AND {{gone}}
"""
_STEP = "{0} >= %(from)s AND {0} < %(to)s"
_BEFORE = "{0} < %(to)s AND " + _FOLLOWS


def _log(condition: str) -> str:
    columns = {"stored": "xact_id", "was": "event_xact_id", "gone": "xact_id"}
    return _LOG.format(
        **{name: condition.format(f"e.{column}") for name, column in columns.items()}
    )


_SUMS = ", ".join(
    f"coalesce(sum(sign) FILTER (WHERE action = '{action}'), 0)::int AS {name}"
    for name, action in _ACTIONS.items()
)
#: What follows an impression by the events of all transactions before ``to``.
COUNTED = f"SELECT {_SUMS} FROM ({_log(_BEFORE)}) e"

# Impressions that change between the two numbers, with their outcomes before and after: those
# that were counted before and that an event of the step follows, and those that are new.
CHANGED = f"""
log AS MATERIALIZED ({_log(_STEP)}), followed AS (
    SELECT i.id, {_SUMS} FROM log e
    JOIN analytics_impression i ON i.xact_id < %(from)s AND {_FOLLOWS}
    GROUP BY i.id
), changed AS MATERIALIZED (
    SELECT i.id, {KIND}, 0 AS shown,
           {", ".join(f"i.{name} AS {name}_before" for name in _ACTIONS)},
           {", ".join(f"i.{name} + f.{name} AS {name}" for name in _ACTIONS)}
    FROM followed f JOIN analytics_impression i USING (id)
    UNION ALL
    SELECT i.id, {KIND}, 1, 0, 0, 0, {", ".join(f"e.{name}" for name in _ACTIONS)}
    FROM analytics_impression i CROSS JOIN LATERAL ({COUNTED}) e
    WHERE {_STEP.format("i.xact_id")}
)
"""
#: What the changes come to, by kind.
DELTAS = f"""
SELECT {KIND}, sum(shown) AS shown,
       {
    ", ".join(
        f"sum(({of} > 0)::int - ({of}_before > 0)::int) AS {name}" for name, of in OUTCOMES.items()
    )
}
FROM changed GROUP BY {KIND}
"""

_COUNT = f"""
WITH {CHANGED}, kept AS (
    UPDATE analytics_impression i
    SET {", ".join(f"{name} = c.{name}" for name in _ACTIONS)}
    FROM changed c
    WHERE i.id = c.id
      AND ({", ".join(f"i.{name}" for name in _ACTIONS)})
          IS DISTINCT FROM ({", ".join(f"c.{name}" for name in _ACTIONS)})
)
INSERT INTO analytics_impressionday AS d ({KIND}, shown, played, liked, skipped)
{DELTAS} ORDER BY {KIND}
ON CONFLICT ({KIND}) DO UPDATE SET shown = d.shown + excluded.shown,
    {", ".join(f"{name} = d.{name} + excluded.{name}" for name in OUTCOMES)}
"""

_FORGET = f"""
UPDATE analytics_impressionday d
SET shown = d.shown - g.shown, {", ".join(f"{name} = d.{name} - g.{name}" for name in OUTCOMES)}
FROM (
    SELECT {KIND}, count(*) AS shown,
           {
    ", ".join(f"count(*) FILTER (WHERE {of} > 0) AS {name}" for name, of in OUTCOMES.items())
}
    FROM analytics_impression WHERE user_id = %(user)s AND xact_id < %(to)s GROUP BY {KIND}
) g
WHERE ({", ".join(f"d.{name.strip()}" for name in KIND.split(","))})
    = ({", ".join(f"g.{name.strip()}" for name in KIND.split(","))})
"""


def count_impressions(values: Mapping[str, Any]) -> bool:
    """Count what was shown and what followed between ``from`` and ``to``; whether any was."""
    return execute(_COUNT, values) > 0


def forget_impressions_of(user_id: int) -> None:
    """Take what a user was shown out of the days, in the transaction that deletes it."""
    cursor = cursors.held()
    if Impression.objects.filter(user_id=user_id).exists():
        execute(_FORGET, {"user": user_id, "to": cursor.position})
        execute("DELETE FROM analytics_impressionday WHERE shown = 0")
        cursors.move(cursor, cursor.position, changed=True)
