"""Adding facts to the counts: the statements of one rollup step, in their order.

The facts lie in temporary tables of the session, emptied before each use and at each commit. The
caller holds the cursor, so nobody else writes to the counts.
"""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Mapping
from typing import Any

from analytics.rollups import naming
from analytics.rollups.facts import COUNTS, added, facts, is_zero, summed
from analytics.rollups.heat import COLUMNS, weight
from analytics.rollups.listeners import SEVERAL
from analytics.rollups.users import count_users
from analytics.sql import execute, no_loops

_NAMES = ", ".join(COUNTS)
_TYPES = ", ".join(f"{name} bigint" for name in COUNTS)

_STAGE = (
    f"""
CREATE TEMPORARY TABLE IF NOT EXISTS rollup_facts (
    kind text, key text, name text, artist_name text, hour timestamptz, user_id bigint, {_TYPES},
    engaged integer, last_at timestamptz, retracted boolean
) ON COMMIT DELETE ROWS
""",
    f"""
CREATE TEMPORARY TABLE IF NOT EXISTS rollup_deltas (
    item_id bigint, kind text, hour timestamptz, user_id bigint, {_TYPES},
    engaged integer, last_at timestamptz, retracted boolean
) ON COMMIT DELETE ROWS
""",
    f"""
CREATE TEMPORARY TABLE IF NOT EXISTS rollup_cells (
    item_id bigint, hour timestamptz, {_TYPES}, listeners bigint, retracted boolean
) ON COMMIT DELETE ROWS
""",
    naming.STAGE,
    "TRUNCATE rollup_facts, rollup_deltas, rollup_cells, rollup_names",
)

_NEW_ITEMS = f"""
INSERT INTO analytics_item (kind, key, name, artist_name, {", ".join([*COUNTS, *COLUMNS.values()])})
SELECT kind, key, max(name), max(artist_name){", 0" * len([*COUNTS, *COLUMNS])}
FROM rollup_facts f
WHERE NOT EXISTS (SELECT FROM analytics_item i WHERE i.kind = f.kind AND i.key = f.key)
GROUP BY kind, key
"""

_DELTAS = f"""
INSERT INTO rollup_deltas
SELECT i.id, kind, hour, user_id, {", ".join(f"f.{name}" for name in COUNTS)},
       engaged, last_at, retracted
FROM rollup_facts f JOIN analytics_item i USING (kind, key)
"""

# Whoever's count of an hour rises from zero is a new listener of it; who falls to zero is none.
_CELLS = f"""
WITH touched AS (
    INSERT INTO analytics_itemlistener AS l (item_id, hour, user_id, events)
    SELECT item_id, hour, user_id, engaged FROM rollup_deltas WHERE engaged <> 0
    ORDER BY item_id, hour, user_id
    ON CONFLICT (item_id, hour, user_id) DO UPDATE SET events = l.events + excluded.events
    RETURNING item_id, hour, user_id, events
), arrived AS (
    SELECT item_id, hour, sum((events > 0)::int - (events - engaged > 0)::int) AS listeners
    FROM touched JOIN rollup_deltas USING (item_id, hour, user_id) GROUP BY item_id, hour
), counted AS (
    SELECT item_id, hour, {summed()}, bool_or(retracted) AS retracted
    FROM rollup_deltas GROUP BY item_id, hour
)
INSERT INTO rollup_cells
SELECT item_id, hour, {_NAMES}, coalesce(listeners, 0), retracted
FROM counted LEFT JOIN arrived USING (item_id, hour)
"""

_HOURS = f"""
INSERT INTO analytics_itemhour (item_id, hour, {_NAMES}, listeners)
SELECT item_id, hour, {_NAMES}, listeners FROM rollup_cells ORDER BY item_id, hour
ON CONFLICT (item_id, hour) DO UPDATE SET {added("analytics_itemhour")},
    listeners = analytics_itemhour.listeners + excluded.listeners
"""

_HEATS = ", ".join(f"sum(listeners * {weight(hours)}) AS {COLUMNS[hours]}" for hours in COLUMNS)

# Who listened is looked at until there are several, and again where something was taken away.
_TOTALS = f"""
UPDATE analytics_item i
SET {", ".join(f"{name} = i.{name} + d.{name}" for name in [*COUNTS, *COLUMNS.values()])},
    several_listeners = CASE WHEN i.several_listeners AND NOT retracted THEN true
                             ELSE {SEVERAL} END,
    {naming.LATER_NAMES}
FROM (
    SELECT item_id, {summed()}, {_HEATS}, bool_or(retracted) AS retracted
    FROM rollup_cells GROUP BY item_id
) d
LEFT JOIN rollup_names n USING (item_id)
WHERE i.id = d.item_id
"""

# What counts nothing any more is gone: an erased user leaves no row behind.
_EMPTY = (
    """
DELETE FROM analytics_itemlistener l USING rollup_deltas d
WHERE d.retracted AND l.item_id = d.item_id AND l.hour = d.hour AND l.user_id = d.user_id
  AND l.events = 0
""",
    f"""
DELETE FROM analytics_itemhour h USING rollup_cells c
WHERE c.retracted AND h.item_id = c.item_id AND h.hour = c.hour AND {is_zero("h")}
""",
    f"""
WITH gone AS (
    DELETE FROM analytics_item i USING rollup_cells c
    WHERE c.retracted AND i.id = c.item_id AND {is_zero("i")}
    RETURNING i.kind, i.key
)
DELETE FROM analytics_trendrank r USING gone g WHERE r.kind = g.kind AND r.key = g.key
""",
)


def apply(values: Mapping[str, Any], signed_facts: str | None = None) -> int:
    """Add the facts to every count; return how many facts there were.

    ``values`` holds ``landmark``, ``today`` and what the statement that makes the facts names: by
    default ``from`` and ``to``, for the log between two transactions, which gives items their
    names, too.
    """
    for statement in _STAGE:
        execute(statement)
    found = execute(f"INSERT INTO rollup_facts {signed_facts or facts()}", values)
    if not found:
        return 0
    for statement in ("ANALYZE rollup_facts", _NEW_ITEMS, _DELTAS, "ANALYZE rollup_deltas"):
        execute(statement)
    if signed_facts is None:
        naming.collect_names(values)
    with no_loops():
        execute(_CELLS)
    for statement in (_HOURS, _TOTALS):
        execute(statement, values)
    for statement in _EMPTY:
        execute(statement)
    naming.name_again(values)
    count_users(values)
    return found
