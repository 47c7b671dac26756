"""Service keys for tests."""

import pytest
from rest_framework.test import APIClient

from users import services


@pytest.fixture
def make_key(db):
    """Make a key: ``make_key("activity:write")``."""
    return lambda *scopes, **fields: services.create_service_key("importer", scopes, **fields)


@pytest.fixture
def service():
    """A client that sends a service key: ``service(key)``."""

    def client(key):
        api = APIClient()
        api.credentials(HTTP_AUTHORIZATION=f"Api-Key {key}")
        return api

    return client


@pytest.fixture
def event():
    """An event of somebody's as a backend sends it."""

    def make(user=None, **fields):
        song = {"track_id": "t1", "track_name": "Feeling Good", "artist_name": "Nina Simone"}
        return song | {"action": "play"} | ({"user": user.pk} if user else {}) | fields

    return make
