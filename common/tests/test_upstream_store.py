"""The store's promises, kept in Redis and in memory alike."""

import time
import uuid

import pytest

from common.tests.parallel import at_once
from common.upstream.store.local import ProcessStore
from common.upstream.store.shared import RedisStore


@pytest.fixture(params=["redis", "memory"])
def store(request, redis):
    return RedisStore(redis) if request.param == "redis" else ProcessStore()


@pytest.fixture
def key():
    return f"test:{uuid.uuid4().hex}"


def test_what_was_put_is_there_for_its_time(store, key):
    store.put(key, "value", 60)
    entry = store.get(key)
    assert entry.value == "value"
    assert entry.seconds_left == pytest.approx(60, abs=2)


def test_what_was_put_is_gone_after_its_time(store, key):
    store.put(key, "value", 0.03)
    time.sleep(0.05)
    assert store.get(key) is None


def test_a_key_that_was_never_written_holds_nothing(store, key):
    assert store.get(key) is None


def test_only_the_first_of_many_adds(store, key):
    assert at_once(10, lambda: store.add(key, "value", 60)).count(True) == 1


def test_the_longer_life_wins(store, key):
    store.keep_longer(key, "long", 60)
    store.keep_longer(key, "short", 30)
    assert store.get(key).value == "long"
    store.keep_longer(key, "longer", 90)
    assert store.get(key).value == "longer"


def test_only_the_expected_value_is_deleted(store, key):
    store.put(key, "new", 60)
    store.delete_if(key, "old")
    assert store.get(key).value == "new"
    store.delete_if(key, "new")
    assert store.get(key) is None


def test_what_is_deleted_is_gone(store, key):
    store.put(key, "value", 60)
    store.delete(key)
    store.delete(key)
    assert store.get(key) is None


def test_counting_adds_up(store, key):
    assert [store.count(key, by, 60) for by in (1, 4, -2)] == [1, 5, 3]


def test_no_more_is_taken_than_allowed(store, key):
    results = at_once(10, lambda: store.take(key, 4, 60))
    assert sum(taken for taken, _ in results) == 4
    assert store.take(key, 4, 60) == (False, 4)
    assert store.take(key, 5, 60) == (True, 5)


def test_a_value_does_not_show_when_an_entry_is_printed(store, key):
    store.put(key, "a-token", 60)
    assert "a-token" not in repr(store.get(key))


def test_the_store_does_not_mind_how_the_client_decodes(redis, key):
    pool = redis.connection_pool
    with type(redis)(
        host=pool.connection_kwargs["host"],
        port=pool.connection_kwargs["port"],
        decode_responses=True,
    ) as decoding:
        store = RedisStore(decoding)
        store.put(key, "value", 60)
        assert store.get(key).value == "value"
        assert store.take(f"{key}:number", 1, 60) == (True, 1)
