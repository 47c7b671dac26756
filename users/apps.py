"""Wiring of the users app."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """Connects what must hold for every user, however it was made."""

    name = "users"

    def ready(self) -> None:
        """Import the receivers."""
        from users import receivers  # noqa: F401 - connects itself
