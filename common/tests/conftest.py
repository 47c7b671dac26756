"""Outages, clocks and a Redis."""

import os
import time

import pytest
from django.db import connection
from redis import Redis

from devstack.process import free_port


@pytest.fixture
def redis():
    """The Redis of the test run."""
    with Redis.from_url(os.environ["REDIS_URL"]) as client:
        yield client


@pytest.fixture
def redis_away(settings):
    """Redis does not answer."""
    nowhere = {"LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
    settings.CACHES = {"default": settings.CACHES["default"] | nowhere}


@pytest.fixture
def postgres_away(transactional_db):
    """PostgreSQL does not answer from when this is called until the test ends."""
    port = connection.settings_dict["PORT"]

    def leave():
        connection.close()
        connection.settings_dict["PORT"] = free_port()

    yield leave
    connection.close()
    connection.settings_dict["PORT"] = port


class Clock:
    """Stands still until it is moved."""

    def __init__(self):
        self.now = time.time()

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """What ``time.time`` tells."""
    made = Clock()
    monkeypatch.setattr(time, "time", made)
    return made
