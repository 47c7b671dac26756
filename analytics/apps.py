"""Wiring of the analytics app."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    """What happened, counted."""

    name = "analytics"

    def ready(self) -> None:
        """Connect the receivers."""
        from analytics import receivers  # noqa: F401 - connects itself
