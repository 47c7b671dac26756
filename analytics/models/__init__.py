"""What is kept in PostgreSQL."""

from analytics.models.activity import UserActivity
from analytics.models.genre import TrackGenre

__all__ = ["TrackGenre", "UserActivity"]
