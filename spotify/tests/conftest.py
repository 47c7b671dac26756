"""A stand-in for Spotify, a Redis, and clients between them."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from redis import Redis

from spotify.client import SpotifyClient, build_client
from spotify.config import SpotifyConfig
from spotify.standin import StandinServer

ClientMaker = Callable[..., SpotifyClient]


@pytest.fixture
def standin() -> Iterator[StandinServer]:
    """A stand-in that treats us as it treats every new app."""
    with StandinServer(profile="dev2026") as server:
        yield server


@pytest.fixture
def redis() -> Iterator[Redis]:
    """The Redis of the test run."""
    with Redis.from_url(os.environ["REDIS_URL"]) as client:
        yield client


@pytest.fixture
def config_for() -> Callable[..., SpotifyConfig]:
    """Make a configuration for a stand-in: ``config_for(standin, timeout=0.2)``."""

    def make(server: StandinServer, **changes: Any) -> SpotifyConfig:
        settings: dict[str, Any] = {
            "client_id": server.client_id,
            "client_secret": server.client_secret,
            "api_url": server.api_url,
            "accounts_url": server.accounts_url,
            "retry_pause": 0.001,
        }
        return SpotifyConfig(**settings | changes)

    return make


@pytest.fixture
def client_for(redis: Redis, config_for: Callable[..., SpotifyConfig]) -> Iterator[ClientMaker]:
    """Make a client for a stand-in: ``client_for(standin, daily_budget=8)``."""
    made: list[SpotifyClient] = []

    def make(server: StandinServer, **changes: Any) -> SpotifyClient:
        extra = {name: changes.pop(name) for name in ("clock", "heard") if name in changes}
        made.append(build_client(config_for(server, **changes), redis, **extra))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(standin: StandinServer, client_for: ClientMaker) -> SpotifyClient:
    """A client of the stand-in."""
    return client_for(standin)


@pytest.fixture
def calls(standin: StandinServer) -> Callable[[], dict[str, int]]:
    """How often the stand-in was called, by endpoint group."""
    return lambda: standin.calls()["by_group"]
