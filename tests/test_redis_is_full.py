"""Redis at its memory limit: it loses nothing, and the service answers without writing there."""

import pytest

from common.redis_client import RedisError, redis_client
from spotify.standin import StandinServer
from tests.redis_conf import DIRECTIVES

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_redis():
    """Does what docker/redis.conf says of a full Redis; filled on demand."""
    redis = redis_client()
    before = redis.config_get("maxmemory*")
    redis.config_set("maxmemory-policy", DIRECTIVES["maxmemory-policy"])
    yield lambda: redis.config_set("maxmemory", "1")
    for name in ("maxmemory", "maxmemory-policy"):
        redis.config_set(name, before[name])


@pytest.fixture
def standin(settings):
    with StandinServer(profile="dev2026") as server:
        settings.SPOTIFY_API_URL = server.api_url
        settings.SPOTIFY_ACCOUNTS_URL = server.accounts_url
        yield server


@pytest.fixture
def event():
    return {"track_id": "t1", "track_name": "One", "artist_name": "A", "action": "play"}


def test_queues_locks_and_revocations_stay(full_redis):
    redis = redis_client()
    redis.lpush("celery", "a task")
    redis.set("lock", "held", ex=60)
    full_redis()
    # This makes one that may forget do so at once.
    with pytest.raises(RedisError):
        redis.set("more", "of it")
    assert redis.lrange("celery", 0, -1) == [b"a task"]
    assert redis.get("lock") == b"held"


def test_lists_are_served(full_redis, standin, owner, client_of):
    before = client_of(owner).get("/api/recommendations/me/").json()
    full_redis()
    after = client_of(owner).get("/api/recommendations/me/").json()
    assert after["count"] == before["count"] > 0


def test_activity_is_taken(full_redis, owner, client_of, event):
    full_redis()
    answer = client_of(owner).post("/api/analytics/activity/", event)
    assert answer.status_code == 201
