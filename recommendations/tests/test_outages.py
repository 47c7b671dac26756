"""Redis or PostgreSQL away: lists go on."""

import copy
import threading

import pytest
from django.db import connection

from common import redis_client as redis_module
from devstack.process import free_port
from devstack.redis_server import RedisServer
from recommendations import services
from recommendations.models import RecommendationLog, Status, Trigger

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def redis(tmp_path, settings, monkeypatch):
    """A Redis of this test's own, which it may kill."""
    with RedisServer(tmp_path / "redis", durable=False) as server:
        caches = copy.deepcopy(settings.CACHES)
        caches["default"]["LOCATION"] = server.environment["REDIS_URL"]
        settings.CACHES = caches
        # The thread's own connection leads to the Redis of the run.
        monkeypatch.setattr(redis_module, "_own", threading.local())
        yield server


@pytest.fixture
def stop_postgresql(transactional_db):
    """Call it, and nothing listens where PostgreSQL was."""
    port = connection.settings_dict["PORT"]

    def stop():
        connection.close()
        connection.settings_dict["PORT"] = free_port()

    yield stop
    connection.close()
    connection.settings_dict["PORT"] = port


def test_without_redis_postgresql_answers(redis, standin, owner, get_list):
    made = get_list(owner)
    redis.kill()
    served = get_list(owner)
    assert served["source"] == "database"
    assert served["recommendations"] == made["recommendations"]


def test_without_redis_an_action_still_counts(redis, standin, owner, get_list, act):
    first = get_list(owner)["recommendations"][0]
    redis.kill()
    act(owner, "skip", first)
    served = get_list(owner, limit=50)
    assert first["track_id"] not in {item["track_id"] for item in served["recommendations"]}


def test_without_redis_a_first_list_is_made(redis, standin, owner, get_list):
    redis.kill()
    assert get_list(owner)["source"] == "pools"
    assert get_list(owner)["source"] == "database"


def test_without_redis_no_list_goes_on_and_the_answer_says_so(
    redis, standin, owner, client_of, get_list
):
    cursor = get_list(owner)["next_cursor"]
    redis.kill()
    answer = client_of(owner).get("/api/recommendations/me/", {"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (503, "more_unavailable")
    assert int(answer["Retry-After"]) > 0


def test_without_redis_a_refresh_runs(redis, standin, owner, client_of, get_list):
    get_list(owner)
    redis.kill()
    answer = client_of(owner).post("/api/recommendations/me/refresh/")
    assert answer.status_code == 202
    assert services.refresh_users([owner.pk], services.Trigger.HOURLY) == 1


def test_when_redis_is_back_the_list_is_cached_again(redis, standin, owner, get_list):
    redis.kill()
    get_list(owner)
    redis.start()
    assert get_list(owner)["source"] == "database"
    assert get_list(owner)["source"] == "cache"


def test_without_postgresql_the_shelf_answers(standin, owner, client_of, stop_postgresql):
    client = client_of(owner)
    made = client.get("/api/recommendations/me/").json()
    stop_postgresql()
    served = client.get("/api/recommendations/me/")
    assert served.status_code == 200
    assert served.json()["source"] == "cache"
    assert served.json()["recommendations"] == made["recommendations"]


def test_without_postgresql_an_old_list_is_served(
    standin, owner, client_of, stop_postgresql, settings
):
    client = client_of(owner)
    settings.RECOMMENDATION_CACHE_TTL = 0
    client.get("/api/recommendations/me/")
    stop_postgresql()
    assert client.get("/api/recommendations/me/").json()["stale"] is True


def test_without_postgresql_an_outdated_list_is_served(standin, owner, client_of, stop_postgresql):
    client = client_of(owner)
    client.get("/api/recommendations/me/")
    services.outdate_lists([owner.pk])
    stop_postgresql()
    served = client.get("/api/recommendations/me/")
    assert served.status_code == 200
    assert served.json()["stale"] is True
    assert served.json()["count"] == 20


def test_without_postgresql_and_shelf_the_answer_is_503(owner, client_of, stop_postgresql):
    client = client_of(owner)
    stop_postgresql()
    answer = client.get("/api/recommendations/me/")
    assert answer.status_code == 503
    assert answer.json()["code"] == "database_unavailable"
    assert int(answer["Retry-After"]) > 0


def test_an_action_without_redis_is_made_up_for_when_it_is_back(
    redis, standin, owner, get_list, act
):
    first = get_list(owner)["recommendations"][0]
    redis.kill()
    act(owner, "skip", first)
    owed = RecommendationLog.objects.get(user=owner, trigger=Trigger.ACTIVITY)
    assert owed.status == Status.PENDING
    assert services.run_refresh(owed.pk)
