"""The service's own processes: web, worker and beat."""

import contextlib
import sys
from collections.abc import Mapping
from pathlib import Path

import requests
from celery import Celery
from kombu.exceptions import OperationalError

from devstack.folder import PROJECT
from devstack.process import Child

_APP = "music_discovery_backend"


def web(folder: Path, port: int, wsgi: str, environment: Mapping[str, str]) -> Child:
    """Gunicorn at ``127.0.0.1:port``; ready once a worker answers."""
    command = [sys.executable, "-m", "gunicorn", "-c", f"python:{_APP}.gunicorn_conf"]
    return Child(
        "Gunicorn",
        [*command, "--bind", f"127.0.0.1:{port}", wsgi],
        log=folder / "web.log",
        ready=lambda: _answers(f"http://127.0.0.1:{port}/api/"),
        env=environment,
        cwd=PROJECT,
    )


def worker(folder: Path, environment: Mapping[str, str]) -> Child:
    """One Celery worker with two processes; ready once it answers a ping."""
    return Child(
        "Celery worker",
        # It waits for no other workers and tells none of itself: there are none.
        [
            *_celery("worker"),
            "--concurrency=2",
            "--queues=celery,training",
            "--without-mingle",
            "--without-gossip",
        ],
        log=folder / "worker.log",
        ready=lambda: _is_consumed(environment["CELERY_BROKER_URL"]),
        env=environment,
        cwd=PROJECT,
    )


def beat(folder: Path, environment: Mapping[str, str]) -> Child:
    """Celery's clock."""
    return Child(
        "Celery beat",
        [*_celery("beat"), "--pidfile="],
        log=folder / "beat.log",
        env=environment,
        cwd=PROJECT,
    )


def _celery(program: str) -> list[str]:
    return [sys.executable, "-m", "celery", "-A", _APP, program]


def _answers(url: str) -> bool:
    with contextlib.suppress(requests.RequestException):
        requests.get(url, timeout=2)
        return True
    return False


def _is_consumed(broker_url: str) -> bool:
    """Whether a worker of this broker answers."""
    # One URL for both ways is not enough: CELERY_BROKER_URL in our own environment would win.
    both_ways = {"broker_read_url": broker_url, "broker_write_url": broker_url}
    app = Celery(set_as_current=False, changes=both_ways)
    with app, contextlib.suppress(OperationalError):
        return bool(app.control.ping(timeout=0.5))
    return False
