"""What each card of the dashboard shows: plain data that can be cached."""

from datetime import UTC, datetime, timedelta
from typing import Any

from analytics import selectors as analytics
from analytics.windows import window_named
from music_discovery_backend.admin_site.charts import bars, hour_label
from music_discovery_backend.queues import queue_lengths
from recommendations import selectors as recommendations

_BLUE = "var(--color-primary-500)"
_GREEN, _RED, _AMBER = "#22c55e", "#ef4444", "#f59e0b"
_HOURS = 48
_REFRESH_HOURS = 24
_TRENDING = 10


def activity() -> dict[str, Any]:
    """Events per hour of the last 48 hours, by what was done, and their sum of 24 hours."""
    now = datetime.now(UTC)
    since = now - timedelta(hours=_HOURS)
    colours = {"plays": _BLUE, "likes": _GREEN, "skips": _AMBER, "shares": _RED}
    points = {
        metric: analytics.timeseries(analytics.series_of(metric, "hour", since, now, now), now)[
            "points"
        ]
        for metric in colours
    }
    hours = [point["at"] for point in points["plays"]]
    values = {metric: [point["value"] for point in line] for metric, line in points.items()}
    total = sum(sum(line[-24:]) for line in values.values())
    chart = bars(
        [hour_label(hour) for hour in hours],
        {metric: (colours[metric], line) for metric, line in values.items()},
    )
    return {"chart": chart, "figures": [("events in the last 24 hours", total)]}


def refreshes() -> dict[str, Any]:
    """Refreshes per hour of the last 24, by how they ended."""
    rows = recommendations.refresh_outcomes(hours=_REFRESH_HOURS, now=datetime.now(UTC))
    chart = bars(
        [hour_label(row.hour) for row in rows],
        {
            "succeeded": (_GREEN, [row.succeeded for row in rows]),
            "failed": (_RED, [row.failed for row in rows]),
            "open": (_AMBER, [row.open for row in rows]),
        },
    )
    return {
        "chart": chart,
        "figures": [
            ("succeeded", sum(row.succeeded for row in rows)),
            ("failed", sum(row.failed for row in rows)),
            ("open", sum(row.open for row in rows)),
        ],
    }


def upstream() -> dict[str, Any]:
    """The budget of calls to Spotify, the last days' use of it, and the circuits that are open."""
    status = recommendations.upstream()
    days = sorted(status.calls_by_day.items())
    budget = status.budget
    return {
        "chart": bars(
            [f"{day.day} {day:%b}" for day, _ in days],
            {"calls": (_BLUE, [calls for _, calls in days])},
        ),
        "figures": [
            ("calls today", budget.used),
            ("allowed by now", budget.allowed_by_now),
            ("allowed today", budget.limit),
        ],
        "share": min(100, round(100 * budget.used / budget.limit)) if budget.limit else 100,
        "circuits": [
            {"group": str(each.group), "reason": each.reason, "seconds": round(each.seconds_left)}
            for each in status.open_circuits
        ],
        "notes": _notes(status),
    }


def waiting() -> dict[str, Any]:
    """Tasks that wait for a worker, and pools that wait to be filled."""
    pools = recommendations.pool_counts()
    tasks = [(f"tasks in {name}", length) for name, length in queue_lengths().items()]
    return {
        "figures": [
            *tasks,
            ("pools", pools.total),
            ("pools past their freshness", pools.stale),
            ("pools whose last fill failed", pools.failed),
        ]
    }


def trending() -> dict[str, Any]:
    """The tracks on the rise in 24 hours."""
    report = analytics.trends(window_named("24h", datetime.now(UTC)), limit=_TRENDING)
    return {"tracks": [line | {"move": _move(line)} for line in report["popular_tracks"]]}


def _notes(status: Any) -> list[str]:
    said = {
        "Redis is away: these are this process's own figures.": status.redis_away,
        "Spotify refuses the credentials.": status.credentials_refused,
        "Spotify offers this app no recommendations of its own.": status.recommendations is False,
    }
    return [sentence for sentence, holds in said.items() if holds]


def _move(line: dict[str, Any]) -> str:
    before = line["previous_rank"]
    if before is None:
        return "new"
    climbed = before - line["rank"]
    return f"{climbed:+d}" if climbed else "="
