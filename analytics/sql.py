"""Running a statement that the ORM cannot say in one piece."""

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection, transaction


def fetch(statement: str, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """Run one statement with named values and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def execute(statement: str, values: Mapping[str, Any] | None = None) -> int:
    """Run one statement with named values and return how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


@contextlib.contextmanager
def no_loops() -> Iterator[None]:
    """Inside a transaction: join by hash or merge only.

    What an INSERT returns has no statistics. PostgreSQL takes columns that match together for a
    rare coincidence, chooses a nested loop, and compares all with all.
    """
    execute("SET LOCAL enable_nestloop = off")
    yield
    execute("SET LOCAL enable_nestloop TO DEFAULT")


@contextlib.contextmanager
def snapshot() -> Iterator[None]:
    """Inside, every statement reads the database as it stood at the first, and none may write.

    A transaction of its own, not to be begun in another. It locks nothing, and as it only reads it
    has no number that the rollup cursor would wait for.
    """
    with transaction.atomic(durable=True):
        execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
