"""The file HEARTBEAT_FILE is touched while a Celery worker or beat does its work.

A container's health check looks at its age. That costs nothing, where asking a worker by the
broker (``celery inspect ping``) loads the whole service each time.
"""

from pathlib import Path
from typing import Any

from celery.signals import after_task_publish, beat_init, heartbeat_sent

from music_discovery_backend.env import env_str


def follow_celery() -> None:
    """A worker's main loop beats every two seconds; beat sends a task every few."""
    heartbeat_sent.connect(_touch)
    beat_init.connect(_follow_what_is_sent)


def _follow_what_is_sent(**_: Any) -> None:
    after_task_publish.connect(_touch)


def _touch(**_: Any) -> None:
    if file := env_str("HEARTBEAT_FILE", ""):
        Path(file).touch()
