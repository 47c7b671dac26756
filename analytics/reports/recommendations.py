"""Whether recommendations are liked, by where they came from, why, and where they stood."""

from typing import Any

from analytics.sql import fetch
from analytics.wilson import interval
from analytics.windows import Window

GROUPS = ("source", "reason", "position")
RATES = ("click_through", "like_rate", "skip_rate")

# What followed counts if it names the recommendation and came after it was shown that day.
_COUNTS = """
SELECT {group}, count(*), count(*) FILTER (WHERE played), count(*) FILTER (WHERE liked),
       count(*) FILTER (WHERE skipped)
FROM (
    SELECT i.id, i.{group}, bool_or(a.action = 'play') AS played,
           bool_or(a.action = 'like') AS liked, bool_or(a.action = 'skip') AS skipped
    FROM analytics_impression i
    LEFT JOIN analytics_useractivity a
        ON a.recommendation_id = i.recommendation_id AND a.user_id = i.user_id
        AND a.timestamp >= i.shown_at AND a.timestamp < i.shown_at + interval '1 day'
    WHERE %(since)s::timestamptz IS NULL OR i.day >= (%(since)s AT TIME ZONE 'UTC')::date
    GROUP BY i.id
) shown
GROUP BY {group} ORDER BY {group}
"""


def recommendation_report(window: Window) -> dict[str, Any]:
    """Impressions and what followed within a day, per source, reason and position.

    The window counts by whole days (UTC).
    """
    return window.heading() | {f"by_{group}": _by(group, window) for group in GROUPS}


def _by(group: str, window: Window) -> list[dict[str, Any]]:
    rows = fetch(_COUNTS.format(group=group), {"since": window.since})
    return [
        {group: value, "impressions": shown}
        | {name: _rate(hits, shown) for name, hits in zip(RATES, followed, strict=True)}
        for value, shown, *followed in rows
    ]


def _rate(hits: int, shown: int) -> dict[str, float]:
    low, high = interval(hits, shown)
    return {"rate": round(hits / shown, 4), "low": round(low, 4), "high": round(high, 4)}
