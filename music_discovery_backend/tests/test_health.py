"""Health checks: what is up, and what makes a web server unfit to serve."""

import pytest
from redis import Redis

from devstack.process import free_port
from music_discovery_backend import health


@pytest.fixture
def redis_away(monkeypatch):
    nobody = Redis(port=free_port())
    monkeypatch.setattr(health, "redis_client", lambda: nobody)


@pytest.fixture
def postgresql_away(monkeypatch):
    """The database cannot be reached, as far as this connection knows."""
    monkeypatch.setitem(health.connection.settings_dict, "PORT", free_port())
    health.connection.close()
    yield
    health.connection.close()


def test_a_server_that_answers_is_live(client):
    assert client.get("/health/live").json() == {"status": "live"}


@pytest.mark.parametrize("path", ["/health/live", "/health/live/"])
def test_a_slash_at_the_end_makes_no_difference(client, path):
    assert client.get(path).status_code == 200


def test_probes_come_by_any_name_and_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health/live", headers={"Host": "10.0.0.7:8000"}).status_code == 200


@pytest.mark.django_db
def test_ready_names_each_dependency_with_its_time(client):
    answer = client.get("/health/ready").json()
    assert answer["status"] == "ready"
    assert {name: check["state"] for name, check in answer["checks"].items()} == {
        "postgresql": "up",
        "redis": "up",
    }
    assert all(check["milliseconds"] >= 0 for check in answer["checks"].values())


@pytest.mark.django_db
def test_without_redis_it_serves_on(client, redis_away):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")


@pytest.mark.django_db(transaction=True)
def test_without_postgresql_it_serves_on(client, postgresql_away):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_lost_is_no_error_of_ours(client):
    health.connection.ensure_connection()
    health.connection.connection.close()  # Django does not know yet
    answer = client.get("/health/ready")
    health.connection.close()
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")


@pytest.mark.django_db(transaction=True)
def test_without_both_it_is_unfit(client, postgresql_away, redis_away):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
    assert int(answer["Retry-After"]) > 0
