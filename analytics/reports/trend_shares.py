"""How much of an item's heat counts, were each of its listeners to count once a day."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Sequence

from analytics.reports.trend_details import Subject
from analytics.rollups import WITH_TAIL, Position, past
from analytics.rollups.heat import weight
from analytics.sql import fetch
from analytics.trends import HALF_LIVES
from analytics.windows import Window

# So many of the newest listeners of hours are looked at: two days of one who comes every hour, or a
# day of two. What is older counts like these.
NEWEST = 50

# Of the kept ones as many more as the tail may take away, so that the newest are those that they
# will be once the tail is counted.
_SHARES = f"""
{WITH_TAIL}, lost AS (
    SELECT kind, key, count(*) FILTER (WHERE engaged < 0) AS rows FROM tail GROUP BY kind, key
), asked AS MATERIALIZED (
    SELECT kind, key, i.id, {NEWEST} + coalesce(lost.rows, 0) AS rows
    FROM unnest(%(kinds)s::text[], %(keys)s::text[]) AS a (kind, key)
    LEFT JOIN analytics_item i USING (kind, key) LEFT JOIN lost USING (kind, key)
), heard AS (
    SELECT kind, key, hour, user_id FROM (
        SELECT kind, key, kept.* FROM asked CROSS JOIN LATERAL (
            SELECT hour, user_id, events FROM analytics_itemlistener l WHERE l.item_id = asked.id
            ORDER BY hour DESC, user_id DESC LIMIT asked.rows
        ) kept
        UNION ALL
        SELECT kind, key, hour, user_id, engaged FROM tail JOIN asked USING (kind, key)
    ) counted
    GROUP BY kind, key, hour, user_id HAVING sum(events) > 0
), newest AS (
    SELECT kind, key, hour, user_id, {{weight}} AS weighs FROM (
        SELECT *, row_number() OVER (
            PARTITION BY kind, key ORDER BY hour DESC, user_id DESC) AS place
        FROM heard
    ) placed WHERE place <= {NEWEST}
), of_day AS (
    SELECT kind, key, sum(weighs) AS weighed, max(weighs) AS once
    FROM newest GROUP BY kind, key, user_id, (hour AT TIME ZONE 'UTC')::date
)
SELECT kind, key, sum(once) / sum(weighed)
FROM of_day GROUP BY kind, key HAVING sum(weighed) > 0
"""


def shares_of(
    subjects: Sequence[Subject], window: Window, position: Position
) -> dict[Subject, float]:
    """(kind, key) -> the share of the short heat that counts, from above 0 to 1."""
    if not subjects:
        return {}
    short, _ = HALF_LIVES[window.name]
    values = past(position) | {
        "kinds": [kind for kind, _ in subjects],
        "keys": [key for _, key in subjects],
        "now": window.as_of,
    }
    rows = fetch(_SHARES.format(weight=weight(short, "hour", "%(now)s")), values)
    return {(kind, key): float(share) for kind, key, share in rows}
