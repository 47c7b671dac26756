"""Wiring of the recommendations app."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """Listens to the news of the apps below."""

    name = "recommendations"

    def ready(self) -> None:
        """Connect the receivers."""
        from recommendations import receivers  # noqa: F401 - connects itself
