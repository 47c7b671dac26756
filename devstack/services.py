"""PostgreSQL and Redis for whoever needs them: those the environment names, else our own."""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from devstack.folder import sole_user
from devstack.postgres import Postgres
from devstack.redis_server import RedisServer


def redis_database(url: str, number: int) -> str:
    """The URL of another numbered database of the same Redis."""
    return urlsplit(url)._replace(path=f"/{number}").geturl()


class Services(contextlib.AbstractContextManager["Services"]):
    """Starts what is missing on entry, stops it on exit.

    POSTGRES_HOST or REDIS_URL in ``given`` means: use that one, start none. ``postgres`` and
    ``redis`` are the servers that were started, or None.
    """

    def __init__(
        self, folder: Path, *, given: Mapping[str, str] = os.environ, durable: bool = True
    ) -> None:
        own_postgres = not given.get("POSTGRES_HOST")
        own_redis = not given.get("REDIS_URL")
        self.folder = folder
        self.postgres = Postgres(folder / "postgres", durable=durable) if own_postgres else None
        self.redis = RedisServer(folder / "redis", durable=durable) if own_redis else None
        self._given = given
        self._running = contextlib.ExitStack()

    @property
    def environment(self) -> dict[str, str]:
        """The variables that, on top of those given, reach both."""
        environment: dict[str, str] = {}
        if self.postgres is not None:
            environment |= self.postgres.environment
        if self.redis is not None:
            environment |= self.redis.environment
        elif not self._given.get("CELERY_BROKER_URL"):
            environment["CELERY_BROKER_URL"] = redis_database(self._given["REDIS_URL"], 1)
        return environment

    def __enter__(self) -> "Services":
        self.folder.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as running:
            running.enter_context(sole_user(self.folder))
            for server in (self.postgres, self.redis):
                if server is not None:
                    running.enter_context(server)
            self._running = running.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()
