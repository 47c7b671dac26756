"""A stand-in for ListenBrainz, and clients of it."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from redis import Redis

from listenbrainz.client import ListenBrainzClient, build_client
from listenbrainz.config import ListenBrainzConfig
from listenbrainz.standin import StandinServer


@pytest.fixture
def standin() -> Iterator[StandinServer]:
    """A ListenBrainz of this test's own."""
    with StandinServer() as server:
        yield server


@pytest.fixture
def client_for() -> Iterator[Callable[..., ListenBrainzClient]]:
    """Make a client of a stand-in: ``client_for(standin, daily_budget=8)``."""
    made: list[ListenBrainzClient] = []
    with Redis.from_url(os.environ["REDIS_URL"]) as redis:

        def make(server: StandinServer, **changes: Any) -> ListenBrainzClient:
            settings = {"api_url": server.api_url, "labs_url": server.site} | changes
            made.append(build_client(ListenBrainzConfig(**settings), redis))
            return made[-1]

        yield make
        for client in made:
            client.close()


@pytest.fixture
def client(
    standin: StandinServer, client_for: Callable[..., ListenBrainzClient]
) -> ListenBrainzClient:
    """A client of the stand-in."""
    return client_for(standin)
