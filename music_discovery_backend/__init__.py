"""Wiring only: settings, routes, the Celery application and its schedule."""

from music_discovery_backend.celery import app as celery_app

__all__ = ["celery_app"]
