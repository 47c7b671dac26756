"""What may be done here."""

from analytics.genres import describe_genres

__all__ = ["describe_genres"]
