"""Going on, carefully, while Redis is away."""

import logging
import time

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from common.tests.parallel import at_once
from common.upstream.store import FallbackStore
from devstack.redis_server import RedisServer
from spotify.client import build_client
from spotify.errors import BudgetSpent, CircuitOpen, Throttled
from spotify.messages import Group


@pytest.fixture
def server(tmp_path):
    """A Redis of our own, which a test may kill and start again."""
    with RedisServer(tmp_path / "redis", durable=False) as running:
        yield running


@pytest.fixture
def client(server, standin, config_for):
    """A client on that Redis; it looks for a lost Redis at every call."""
    with Redis(port=server.port, retry=Retry(NoBackoff(), 0)) as redis:
        made = build_client(config_for(standin, daily_budget=400, redis_pause=0.0), redis)
        yield made
        made.close()


def test_calls_go_on_with_the_token_that_was_known(client, server, calls):
    client.search("love")
    server.kill()
    assert client.search("love", limit=5).tracks
    assert calls()["token"] == 1


def test_calls_start_without_redis(client, server):
    server.kill()
    assert client.search("love").tracks
    assert client.status().redis_away


def test_an_expired_token_is_renewed_once_without_redis(client, server, standin, calls):
    client.tokens.get()
    server.kill()
    standin.expire_tokens()
    pages = at_once(10, lambda: client.search("love", limit=5))
    assert all(page.tracks for page in pages)
    assert calls()["token"] == 2


def test_a_circuit_opened_before_stays_open(client, server, standin, calls):
    standin.fault("rate_limited", match="search", retry_after=74_214)
    with pytest.raises(Throttled):
        client.search("love")
    server.kill()
    with pytest.raises(CircuitOpen):
        client.search("love")
    assert calls()["search"] == 1


def test_a_circuit_opens_without_redis(client, server, standin, calls):
    server.kill()
    standin.fault("quota_exceeded", match="search")
    with pytest.raises(Throttled) as caught:
        client.search("love")
    assert caught.value.retry_after == pytest.approx(900, abs=5)
    with pytest.raises(CircuitOpen):
        client.search("love")
    assert calls()["search"] == 1


def test_a_process_alone_takes_a_small_part_of_the_budget(client, server):
    client.budget.add(50)
    allowed = client.budget.today().allowed_by_now
    server.kill()
    taken = 0
    with pytest.raises(BudgetSpent):
        while taken <= allowed:
            client.budget.take()
            taken += 1
    assert taken == pytest.approx(allowed // 10, abs=1)


def test_what_happened_meanwhile_is_handed_over(client, server, standin):
    server.kill()
    client.search("love", limit=5)
    standin.fault("rate_limited", match="search", retry_after=74_214)
    with pytest.raises(Throttled):
        client.search("love")
    server.start()
    status = client.status()
    assert not status.redis_away
    assert status.budget.used == 2
    assert [opening.group for opening in status.open_circuits] == [Group.SEARCH]


def test_another_process_sees_what_was_handed_over(client, server, standin, config_for):
    server.kill()
    client.circuits.open(Group.SEARCH, 74_214, "throttled")
    server.start()
    client.status()
    with Redis(port=server.port) as redis:
        (opening,) = build_client(config_for(standin), redis).status().open_circuits
    assert opening.seconds_left == pytest.approx(74_214, abs=5)


def test_what_is_handed_over_is_counted_once(client, server):
    server.kill()
    for _ in range(3):
        client.budget.take()
    server.start()
    at_once(10, client.status)
    assert client.budget.today().used == 3


def test_a_circuit_closed_meanwhile_is_not_handed_over(client, server):
    server.kill()
    client.circuits.open(Group.SEARCH, 900, "throttled")
    client.circuits.close(Group.SEARCH)
    server.start()
    assert client.status().open_circuits == ()


def test_a_lost_redis_is_left_alone_for_a_moment(server):
    with Redis(port=server.port, retry=Retry(NoBackoff(), 0)) as redis:
        store = FallbackStore(redis, pause=0.3)
        server.kill()
        store.put("spotify:test", "value", 60)
        server.start()
        store.get("spotify:test")
        assert store.away
        time.sleep(0.31)
        assert store.get("spotify:test").value == "value"
        assert not store.away


def test_the_loss_and_the_return_are_logged_once(client, server, caplog):
    caplog.set_level(logging.WARNING, "common.upstream.store")
    server.kill()
    for _ in range(3):
        client.budget.add(1)
    server.start()
    client.status()
    assert [line[:15].strip() for line in caplog.messages] == ["Redis is away (", "Redis is back:"]
