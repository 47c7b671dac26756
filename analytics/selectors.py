"""What may be asked about activity."""

from analytics.listening import acted_since, listening
from analytics.popularity import active_user_ids, popular_tracks
from analytics.reports import engagement, summary, trends

__all__ = [
    "acted_since",
    "active_user_ids",
    "engagement",
    "listening",
    "popular_tracks",
    "summary",
    "trends",
]
