"""What happened on the whole platform."""

from datetime import timedelta
from typing import Any

from django.apps import apps

from analytics.models import UserActivity
from analytics.sql import fetch
from analytics.windows import Window
from users import selectors as users

MOST_ACTIVE = 10

_BY_ACTION = """
SELECT action, count(*) FROM analytics_useractivity
WHERE %(since)s::timestamptz IS NULL OR timestamp >= %(since)s GROUP BY action
"""
_ACTIVE = """
SELECT count(DISTINCT user_id) FILTER (WHERE timestamp >= %(day)s),
       count(DISTINCT user_id) FILTER (WHERE timestamp >= %(week)s),
       count(DISTINCT user_id)
FROM analytics_useractivity WHERE timestamp >= %(month)s
"""
_MOST_ACTIVE = """
SELECT user_id, count(*) AS activities FROM analytics_useractivity
WHERE %(since)s::timestamptz IS NULL OR timestamp >= %(since)s
GROUP BY user_id ORDER BY activities DESC, user_id LIMIT %(limit)s
"""


def summary(window: Window, *, for_staff: bool) -> dict[str, Any]:
    """Platform totals; names and addresses of users only for staff."""
    by_action = dict.fromkeys(UserActivity.Action.values, 0)
    by_action |= dict(fetch(_BY_ACTION, {"since": window.since}))
    body = {
        "window": window.name,
        "as_of": window.as_of,
        "total_users": users.total_users(),
        "total_activities": sum(by_action.values()),
        "total_recommendations": _total_recommendations(),
        "activities_by_action": by_action,
        "active_users": _active_users(window),
    }
    if for_staff:
        body["most_active_users"] = _most_active(window)
    return body


def _total_recommendations() -> int:
    return apps.get_model("recommendations", "Recommendation")._default_manager.count()


def _active_users(window: Window) -> dict[str, int]:
    spans = {"day": 1, "week": 7, "month": 30}
    values = {name: window.as_of - timedelta(days=days) for name, days in spans.items()}
    return dict(zip(spans, fetch(_ACTIVE, values)[0], strict=True))


def _most_active(window: Window) -> list[dict[str, Any]]:
    rows = fetch(_MOST_ACTIVE, {"since": window.since, "limit": MOST_ACTIVE})
    emails = users.emails_of(user_id for user_id, _ in rows)
    return [
        {"user_id": user_id, "email": emails.get(user_id), "activity_count": count}
        for user_id, count in rows
    ]
