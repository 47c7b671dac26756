"""Wiring of the analytics app."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    """What happened, counted."""

    name = "analytics"
