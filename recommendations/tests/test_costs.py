"""How many statements and round trips the hot paths take; more than that needs a reason."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from redis import Redis

from recommendations import services

pytestmark = pytest.mark.django_db(transaction=True)

SENTINEL = "the end of what a test did"


@pytest.fixture
def redis_commands():
    """The Redis commands that some work sends; those inside a script count as the script."""

    def record(work):
        with Redis.from_url(settings.REDIS_URL) as watcher, watcher.monitor() as monitor:
            work()
            with Redis.from_url(settings.REDIS_URL) as other:
                other.echo(SENTINEL)
            seen = []
            for command in monitor.listen():
                if SENTINEL in command["command"]:
                    return [name for name in seen if name not in ("CLIENT", "HELLO", "SELECT")]
                if command["client_type"] != "lua":
                    seen.append(command["command"].split()[0])
        return None

    return record


@pytest.mark.parametrize("limit", [{}, {"limit": 5}, {"limit": 50}])
def test_a_cached_list_costs_one_redis_command_and_no_statement(
    standin, owner, client_of, redis_commands, limit
):
    client = client_of(owner)
    for _ in range(2):
        client.get("/api/recommendations/me/", limit)
    with CaptureQueriesContext(connection) as queries:
        commands = redis_commands(lambda: client.get("/api/recommendations/me/", limit))
    assert commands == ["EVALSHA"]
    assert len(queries) == 0


@pytest.fixture
def statements(people, get_list):
    """How many statements the hourly lists of so many users take, whose pools are warm."""
    users = people(8, [["rock", "jazz"], ["metal"]])
    for user in users[:2]:
        get_list(user)
    services.refresh_users([user.pk for user in users], services.Trigger.HOURLY)

    def count(number):
        ids = [user.pk for user in users[:number]]
        with CaptureQueriesContext(connection) as queries:
            assert services.refresh_users(ids, services.Trigger.HOURLY) == number
        return len(queries)

    return count


def test_a_warm_refresh_costs_few_statements(standin, statements):
    assert statements(1) <= 16


def test_each_further_user_costs_only_what_storing_takes(standin, statements):
    # begin, lock, look for a newer list, hold the user, store, log, commit
    assert statements(8) - statements(1) <= 7 * 7


def test_a_warm_refresh_asks_nobody_outside(standin, owner, get_list, upstream_calls):
    get_list(owner)
    calls = upstream_calls()
    services.refresh_users([owner.pk] * 3, services.Trigger.HOURLY)
    assert upstream_calls() == calls
