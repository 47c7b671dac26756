"""A private database for the analytics benches: a durable PostgreSQL, tables, users."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import django

from devstack.folder import fresh_folder
from devstack.stack import Stack


@contextlib.contextmanager
def database(keep: Path | None = None) -> Iterator[None]:
    """Run PostgreSQL and Redis, migrate, set Django up on them; stop all at the end.

    The data are gone then, unless they are to be kept in a folder.
    """
    with (
        contextlib.nullcontext(keep) if keep else fresh_folder("bench") as folder,
        Stack(folder, parts=(), durable=True) as stack,
    ):
        os.environ.update(stack.environment | {"LOG_LEVEL": "ERROR"})
        os.environ["DJANGO_SETTINGS_MODULE"] = "music_discovery_backend.settings"
        django.setup()
        from django.db import connection

        yield
        connection.close()


def server_seconds() -> float:
    """CPU seconds that the server's process for our connection has used."""
    from django.db import connection

    connection.ensure_connection()
    fields = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().split()
    return sum(map(int, fields[13:15])) / os.sysconf("SC_CLK_TCK")


def make_users(count: int, *, known: int = 0) -> list[int]:
    """Create so many users without usable passwords, beside ``known`` others; return their ids."""
    from users.models import User

    names = [f"listener{number}" for number in range(known, known + count)]
    users = [User(username=name, email=f"{name}@example.org") for name in names]
    return [user.pk for user in User.objects.bulk_create(users, batch_size=5000)]
