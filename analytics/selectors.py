"""What may be asked about activity."""

from analytics.export import own_data
from analytics.interactions import interactions, recent_items
from analytics.listening import acted_since, listening
from analytics.popularity import active_user_ids, popular_tracks
from analytics.reports import (
    engagement,
    recommendation_report,
    series_of,
    summary,
    timeseries,
    trends,
)
from analytics.upkeep import differing_counts

__all__ = [
    "acted_since",
    "active_user_ids",
    "differing_counts",
    "engagement",
    "interactions",
    "listening",
    "own_data",
    "popular_tracks",
    "recent_items",
    "recommendation_report",
    "series_of",
    "summary",
    "timeseries",
    "trends",
]
