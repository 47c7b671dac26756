"""Whether recommendations are liked, by where they came from, why, and where they stood."""

# ruff: noqa: S608 - statements are put together from constants only

from typing import Any

from analytics.reports.sample_ratio import sample_ratios
from analytics.rollups import CHANGED, DELTAS, OUTCOMES, consistently, past
from analytics.sql import fetch
from analytics.wilson import interval
from analytics.windows import Window

GROUPS = ("source", "reason", "position", "variant")
# Column -> what the report calls its rate.
RATES = dict(zip(OUTCOMES, ("click_through", "like_rate", "skip_rate"), strict=True))

_GROUPING = f"grouping({', '.join(GROUPS)})"
_SUMS = ", ".join(f"sum({name})::bigint" for name in ("shown", *OUTCOMES))
_NAMES = f"{', '.join(GROUPS)}, shown, {', '.join(OUTCOMES)}"
_COUNTS = f"""
WITH {CHANGED}
SELECT CASE {_GROUPING} WHEN 7 THEN 'source' WHEN 11 THEN 'reason' WHEN 13 THEN 'position'
            WHEN 14 THEN 'variant' ELSE 'total' END,
       coalesce(source, reason, position::text, variant), {_SUMS}
FROM (
    SELECT day, {_NAMES} FROM analytics_impressionday
    UNION ALL
    SELECT day, {_NAMES} FROM ({DELTAS}) recent
) counted
WHERE %(since)s::timestamptz IS NULL OR day >= (%(since)s AT TIME ZONE 'UTC')::date
GROUP BY GROUPING SETS ({", ".join(f"({name})" for name in GROUPS)}, ())
"""


def recommendation_report(window: Window) -> dict[str, Any]:
    """Impressions and what followed within a day: in all, per source, reason, position, variant.

    Then whether experiments divided listeners as they were to. The window counts by whole days
    (UTC).
    """
    values = {"since": window.since}
    rows = consistently(lambda position: fetch(_COUNTS, values | past(position)))
    found = [(of, key, sums) for of, key, *sums in rows if sums[0]]
    total = next((sums for of, _, sums in found if of == "total"), [0, 0, 0, 0])
    body: dict[str, Any] = {**window.heading(), "total": _line(*total)}
    for group in GROUPS:
        lines = [{group: _value(of, key)} | _line(*sums) for of, key, sums in found if of == group]
        body[f"by_{group}"] = sorted(lines, key=lambda line: line[group])
    body["sample_ratio"] = sample_ratios(window)
    return body


def _value(group: str, key: str) -> int | str:
    return int(key) if group == "position" else key


def _line(shown: int, *followed: int) -> dict[str, Any]:
    rates = zip(RATES.values(), followed, strict=True)
    return {"impressions": shown} | {name: _rate(hits, shown) for name, hits in rates}


def _rate(hits: int, shown: int) -> dict[str, float]:
    low, high = interval(hits, shown)
    rate = hits / shown if shown else 0.0
    return {"rate": round(rate, 4), "low": round(low, 4), "high": round(high, 4)}
