"""Wiring of the analytics app."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    """What happened, counted."""

    name = "analytics"

    def ready(self) -> None:
        """Connect the receivers; let the metrics have their say."""
        from analytics import metrics, receivers  # noqa: F401 - connect themselves
