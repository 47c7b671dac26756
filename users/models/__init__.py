"""What is kept in PostgreSQL."""

from users.models.account import MAX_TASTES, TASTE_LENGTH, User, UserProfile
from users.models.service_key import ServiceKey

__all__ = ["MAX_TASTES", "TASTE_LENGTH", "ServiceKey", "User", "UserProfile"]
