"""What is kept in PostgreSQL."""

from users.models.account import MAX_TASTES, TASTE_LENGTH, User, UserProfile

__all__ = ["MAX_TASTES", "TASTE_LENGTH", "User", "UserProfile"]
