"""What may be asked about activity."""

from analytics.company import shared_artists
from analytics.exposure import shown_days
from analytics.interactions import interactions, recent_items, recent_items_of
from analytics.listening import acted_since, listening, listening_of
from analytics.popularity import active_user_ids, popular_tracks
from analytics.reports import (
    engagement,
    recommendation_report,
    series_of,
    summary,
    timeseries,
    trends,
)
from analytics.rising import rising_tracks
from analytics.upkeep import differing_counts

__all__ = [
    "acted_since",
    "active_user_ids",
    "differing_counts",
    "engagement",
    "interactions",
    "listening",
    "listening_of",
    "popular_tracks",
    "recent_items",
    "recent_items_of",
    "recommendation_report",
    "rising_tracks",
    "series_of",
    "shared_artists",
    "shown_days",
    "summary",
    "timeseries",
    "trends",
]
