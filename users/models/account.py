"""The account and its profile."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

MAX_TASTES = 50
TASTE_LENGTH = 100


class User(AbstractUser):
    """An account. Staff are Django's ``is_staff``."""

    date_joined: Any = None  # created_at tells the same
    email = models.EmailField("email address", max_length=254)
    # Until then no link to a new password is mailed: whoever set the address proved no password.
    no_reset_before = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            # Serves sign-up: one account per address, however it is written.
            models.UniqueConstraint(
                Lower("email"),
                name="users_user_email_unique",
                violation_error_message="A user with that email already exists.",
            ),
        ]


def _tastes() -> Any:
    return ArrayField(
        models.CharField(max_length=TASTE_LENGTH), size=MAX_TASTES, default=list, blank=True
    )


class UserProfile(models.Model):
    """What a user likes, in their own words."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    favorite_genres = _tastes()
    favorite_artists = _tastes()
    moods = _tastes()
    preferences = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"profile of user {self.user_id}"
