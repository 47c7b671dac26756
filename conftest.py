"""Fixtures for every test."""

from collections.abc import Callable, Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families
from rest_framework.test import APIClient

from common import metrics
from common.redis_client import redis_client


@pytest.fixture(autouse=True)
def _empty_redis() -> Iterator[None]:
    """No test sees another's keys."""
    redis_client().flushdb()
    yield


@pytest.fixture
def scraped() -> Callable[[], dict[tuple[str, ...], float]]:
    """What Prometheus is told now: ``scraped()["music_pools", "cold"]``.

    By the name and the values of the labels, in the order of the labels' names. What a process
    counts goes on from test to test: compare with before.
    """

    def ask() -> dict[tuple[str, ...], float]:
        metrics.forget_state()
        families = text_string_to_metric_families(metrics.exposition().decode())
        samples = (sample for family in families for sample in family.samples)
        return {(sample.name, *sample.labels.values()): sample.value for sample in samples}

    return ask


@pytest.fixture
def make_user(db):
    """Create a user by the same service as the API does: ``make_user("ada", genres=[...])``."""
    from users import services

    def make(name, *, genres=(), artists=(), moods=(), preferences=None, **fields):
        profile = {
            "favorite_genres": list(genres),
            "favorite_artists": list(artists),
            "moods": list(moods),
            "preferences": preferences or {},
        }
        account = {"username": name, "email": f"{name}@example.org", **fields}
        return services.register(account, "correct horse battery", profile)

    return make


@pytest.fixture
def client_of():
    """An API client that carries a real access token of the user."""
    from rest_framework_simplejwt.tokens import RefreshToken

    def client(user):
        api = APIClient()
        token = RefreshToken.for_user(user).access_token
        api.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
        return api

    return client


@pytest.fixture
def api() -> APIClient:
    """A client that is signed out."""
    return APIClient()


@pytest.fixture
def owner(make_user):
    """The person whose data a test is about."""
    return make_user("owner", genres=["rock"])


@pytest.fixture
def other(make_user):
    """Somebody else."""
    return make_user("other", genres=["jazz"])


@pytest.fixture
def staff(make_user):
    """An operator."""
    return make_user("staff", is_staff=True)
