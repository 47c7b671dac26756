"""How long PostgreSQL is waited for, and that commands wait as long as it takes."""

import time

import pytest
from django.db import Error, OperationalError, connection, connections, transaction
from psycopg2 import extensions

from common import patience

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bound(settings):
    """As in the web server, with limits of a moment, on a connection of its own."""
    settings.POSTGRES_STATEMENT_SECONDS = 1
    settings.POSTGRES_LOCK_SECONDS = 1
    connection.close()
    patience.bind_web_server()
    yield
    patience.connection_created.disconnect(patience._limit_statements)
    extensions.set_wait_callback(None)
    connection.close()


@pytest.fixture
def neighbour():
    """Another connection, which holds what it locks."""
    made = connections.create_connection("default")
    made.set_autocommit(False)
    yield made.cursor()
    made.rollback()
    made.close()


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def took(sql, *, until):
    begun = time.monotonic()
    with pytest.raises(OperationalError, match=f"canceling statement due to {until} timeout"):
        run(sql)
    return time.monotonic() - begun


def test_what_is_quick_is_answered_as_ever(bound):
    assert run("SELECT repeat('x', 5000000)") == "x" * 5_000_000
    assert run("SHOW statement_timeout") == "1s"


def test_postgresql_ends_a_statement_that_takes_too_long_and_keeps_the_connection(bound):
    first = run("SELECT pg_backend_pid()")
    assert 0.9 < took("SELECT pg_sleep(20)", until="statement") < 15
    assert run("SELECT pg_backend_pid()") == first


def test_postgresql_ends_a_wait_for_a_lock(bound, settings, neighbour):
    settings.POSTGRES_STATEMENT_SECONDS = 60
    neighbour.execute("LOCK TABLE users_user")
    assert 0.9 < took("SELECT count(*) FROM users_user", until="lock") < 15


def test_a_server_that_does_not_keep_its_limit_is_given_up(bound, monkeypatch):
    run("SELECT set_config('statement_timeout', '60s', false)")
    monkeypatch.setattr(patience, "_GRACE", -0.5)
    with pytest.raises(Error, match="no word from the server"):
        run("SELECT pg_sleep(3)")
    connection.close()
    monkeypatch.undo()
    assert run("SELECT 1") == 1


def test_a_block_has_so_long_in_all(bound):
    run("SELECT set_config('statement_timeout', '0', false)")
    with pytest.raises(OperationalError, match="no word from the server"), patience.within(0.5):
        while True:
            run("SELECT pg_sleep(0.2)")
    connection.close()
    run("SELECT set_config('statement_timeout', '0', false)")
    assert run("SELECT pg_sleep(0.7)") == ""


def test_an_error_in_a_transaction_leaves_a_connection_that_works(bound):
    with pytest.raises(Error), patience.within(0.2), transaction.atomic():
        run("SELECT pg_sleep(20)")
    connection.close()
    assert run("SELECT 1") == 1


def test_without_limits_it_is_waited_for(bound, settings):
    settings.POSTGRES_STATEMENT_SECONDS = settings.POSTGRES_LOCK_SECONDS = 0
    connection.close()
    assert run("SHOW statement_timeout") == run("SHOW lock_timeout") == "0"
    assert run("SELECT pg_sleep(1.5)") == ""


def test_commands_and_tasks_are_not_bound():
    assert extensions.get_wait_callback() is None
    assert run("SHOW statement_timeout") == run("SHOW lock_timeout") == "0"


def test_the_kernel_notices_a_machine_that_is_gone():
    parameters = connection.get_connection_params()
    assert parameters["tcp_user_timeout"] == 30_000
    probed = parameters["keepalives_idle"] + 3 * parameters["keepalives_interval"]
    assert probed == 30
