"""What may be asked about activity."""

from analytics.listening import listening
from analytics.popularity import active_user_ids, popular_tracks

__all__ = ["active_user_ids", "listening", "popular_tracks"]
