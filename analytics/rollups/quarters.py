"""The whole platform by quarters of an hour, which days of every time zone are made of."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Mapping
from typing import Any

from analytics.rollups.facts import COUNTS, SIGNED, SUMS, added, is_zero
from analytics.sql import execute


def quarter_of(moment: str) -> str:
    """SQL: the beginning of the quarter of an hour that this moment lies in."""
    return f"date_bin('15 minutes', {moment}, '2000-01-01T00:00Z'::timestamptz)"


# A log by quarters of an hour.
BY_QUARTER = f"""
SELECT {quarter_of("timestamp")} AS at, {SUMS}
FROM ({{signed}}) AS event GROUP BY at
"""

_ADD = f"""
INSERT INTO analytics_quarterhour (at, {", ".join(COUNTS)})
{BY_QUARTER.format(signed=SIGNED)} ORDER BY at
ON CONFLICT (at) DO UPDATE SET {added("analytics_quarterhour")}
"""

_SWEEP = f"DELETE FROM analytics_quarterhour q WHERE {is_zero('q')}"


def count_quarters(values: Mapping[str, Any]) -> None:
    """Add the log between ``from`` and ``to``; rows that count nothing any more are gone."""
    if execute(_ADD, values):
        execute(_SWEEP)
