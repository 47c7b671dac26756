"""How long the web server waits for PostgreSQL: no thread of it for ever.

Gunicorn's timeout is for workers, not for their threads. PostgreSQL itself ends statements that
take too long or wait too long for a lock. Where it says nothing at all, because it hangs or the
network swallows what it says, the clock is looked at here: psycopg2 lets a callback do its waiting.

Only the web server is bound so. Migrations, tasks and commands may take their time.
"""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from typing import Any

import psycopg2
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg2 import extensions

# Seconds beyond the limit of a statement: PostgreSQL's own word about it should come first.
_GRACE = 5.0
_LONGEST_LOOK = 60.0  # seconds; then the clock is looked at again

_until = ContextVar("_until", default=inf)  # on the clock of time.monotonic


def bind_web_server() -> None:
    """From now on this process waits no longer for PostgreSQL than settings say."""
    connection_created.connect(_limit_statements)
    extensions.set_wait_callback(_wait)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Whatever PostgreSQL is asked in this block has so long in all, connecting included.

    Raises OperationalError where that is too short, and closes the connection. It has no effect
    in a process that is not bound.
    """
    token = _until.set(min(_until.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _until.reset(token)


def _limit_statements(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Tell PostgreSQL the limits of a new connection; 0 is none."""
    limits = [settings.POSTGRES_STATEMENT_SECONDS, settings.POSTGRES_LOCK_SECONDS]
    with connection.cursor() as cursor:
        cursor.execute(
            "SET statement_timeout = %s; SET lock_timeout = %s", [1000 * each for each in limits]
        )


def _wait(connection: Any) -> None:
    """Return once psycopg2 has its answer; an error ends the connection."""
    until = min(_until.get(), time.monotonic() + _patience(connection))
    while (state := connection.poll()) != extensions.POLL_OK:
        left = until - time.monotonic()
        if left <= 0:
            raise psycopg2.OperationalError("no word from the server in time")
        watched = select.poll()
        watched.register(
            connection, select.POLLIN if state == extensions.POLL_READ else select.POLLOUT
        )
        watched.poll(1000 * min(left, _LONGEST_LOOK))


def _patience(connection: Any) -> float:
    """Seconds for what the connection waits for now."""
    if connection.status == extensions.STATUS_SETUP:  # psycopg2's own limit is not looked at here
        options: Any = settings.DATABASES["default"]["OPTIONS"]
        return float(options["connect_timeout"])
    statement: int = settings.POSTGRES_STATEMENT_SECONDS
    return statement + _GRACE if statement else inf
