"""What lies past the cursor, for reports: the same facts as a step would add, not yet added."""

from typing import Any

from analytics.rollups.cursor import Position
from analytics.rollups.facts import facts

_END = 2**62

# The head of a statement: ``tail`` as rows of facts.
WITH_TAIL = f"WITH tail AS MATERIALIZED ({facts()})"

# Per item and hour, how many listeners the tail adds to those that are counted.
ARRIVED = """
arrived AS (
    SELECT t.kind, t.key, t.hour,
           sum((coalesce(l.events, 0) + t.engaged > 0)::int
               - (coalesce(l.events, 0) > 0)::int) AS listeners
    FROM tail t
    LEFT JOIN analytics_item i ON i.kind = t.kind AND i.key = t.key
    LEFT JOIN analytics_itemlistener l
        ON l.item_id = i.id AND l.hour = t.hour AND l.user_id = t.user_id
    GROUP BY t.kind, t.key, t.hour
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


def past(position: Position) -> dict[str, Any]:
    """The values that a statement with ``tail`` needs."""
    return {"from": position.position, "to": _END, "landmark": position.landmark}
