"""Databases of one's own on a PostgreSQL that others use too."""

import contextlib
import secrets
from collections.abc import Iterator, Mapping

import psycopg2
from psycopg2.extensions import connection, make_dsn
from psycopg2.sql import SQL, Identifier


@contextlib.contextmanager
def fresh_database(environment: Mapping[str, str]) -> Iterator[str]:
    """The name of an empty database on the server of POSTGRES_HOST; dropped afterwards."""
    name = f"live_{secrets.token_hex(6)}"
    with contextlib.closing(_connect(environment)) as session:
        session.autocommit = True
        with session.cursor() as cursor:
            cursor.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
            try:
                yield name
            finally:
                cursor.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def _connect(environment: Mapping[str, str]) -> connection:
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "DB"}
    return psycopg2.connect(
        make_dsn(**{key: environment.get(f"POSTGRES_{name}") for key, name in names.items()})
    )
