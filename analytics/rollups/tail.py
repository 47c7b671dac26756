"""What lies past the cursor, for reports: the same facts as a step would add, not yet added."""

from typing import Any

from analytics.rollups.cursor import Position
from analytics.rollups.facts import SIGNED, facts
from analytics.rollups.quarters import BY_QUARTER

_END = 2**62

# The head of a statement: ``tail`` as rows of facts.
WITH_TAIL = f"WITH tail AS MATERIALIZED ({facts()})"

# Per item and hour, how many listeners the tail adds to those that are counted. One listener is
# looked up at a time, by the whole key: as a join PostgreSQL took all listeners of a hot item; and
# once, however often a statement asks.
ARRIVED = """
heard AS MATERIALIZED (
    SELECT kind, key, hour, engaged, coalesce((
        SELECT l.events FROM analytics_item i
        JOIN analytics_itemlistener l ON l.item_id = i.id
        WHERE i.kind = t.kind AND i.key = t.key AND l.hour = t.hour AND l.user_id = t.user_id
    ), 0) AS counted
    FROM tail t
), arrived AS MATERIALIZED (
    SELECT kind, key, hour,
           sum((counted + engaged > 0)::int - (counted > 0)::int) AS listeners
    FROM heard GROUP BY kind, key, hour
)
"""

# When each user of the tail was last seen: looked up, since a deletion may have taken the last.
SEEN = """
seen AS (
    SELECT user_id, (SELECT max(timestamp) FROM analytics_useractivity a
                     WHERE a.user_id = t.user_id) AS last_at
    FROM (SELECT DISTINCT user_id FROM tail) t
)
"""


def quarters_of_tail() -> str:
    """SQL: the platform past the cursor, by quarters of an hour."""
    return BY_QUARTER.format(signed=SIGNED)


def past(position: Position) -> dict[str, Any]:
    """The values that a statement with ``tail`` needs."""
    return {"from": position.position, "to": _END, "landmark": position.landmark}
