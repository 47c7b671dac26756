"""What is on the rise, by name alone."""

from datetime import UTC, datetime

from analytics.reports.trends import trending
from analytics.windows import window_named


def rising_tracks(*, limit: int) -> list[str]:
    """Ids of the tracks that trend over the last 24 hours, most first."""
    window = window_named("24h", datetime.now(UTC))
    return [entry.key for entry in trending(window, limit=limit)["track"]]
