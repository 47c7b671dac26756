"""Wiring of the users app."""

from django.apps import AppConfig
from django.conf import settings


class UsersConfig(AppConfig):
    """Connects what must hold for every user, however it was made."""

    name = "users"

    def ready(self) -> None:
        """Import the receivers; give all kinds of token the keys of the settings."""
        from rest_framework_simplejwt.settings import api_settings
        from rest_framework_simplejwt.tokens import Token

        from users import receivers  # noqa: F401 - connects itself
        from users.signing import KeyRing

        keys = [api_settings.SIGNING_KEY, *settings.JWT_PREVIOUS_KEYS]
        Token._token_backend = KeyRing(api_settings.ALGORITHM, keys)
