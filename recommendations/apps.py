"""Wiring of the recommendations app."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """Listens to the news of the apps below."""

    name = "recommendations"

    def ready(self) -> None:
        """Connect the receivers; let the metrics have their say."""
        from recommendations import metrics, receivers  # noqa: F401 - connect themselves
