"""Running a statement that the ORM cannot say in one piece."""

from collections.abc import Mapping
from typing import Any

from django.db import connection


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
