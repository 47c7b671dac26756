"""What is kept in PostgreSQL."""

from users.models.account import MAX_TASTES, TASTE_LENGTH, User, UserProfile
from users.models.answered import AnsweredRequest
from users.models.erasure import Erasure
from users.models.service_key import ServiceKey

__all__ = [
    "MAX_TASTES",
    "TASTE_LENGTH",
    "AnsweredRequest",
    "Erasure",
    "ServiceKey",
    "User",
    "UserProfile",
]
