"""PostgreSQL and Redis for whoever needs them: those the environment names, else our own."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from devstack.postgres import Postgres
from devstack.redis_server import RedisServer


@contextlib.contextmanager
def services(folder: Path, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """Yield the environment variables that reach a PostgreSQL and a Redis.

    POSTGRES_HOST or REDIS_URL in the environment means: use that one, start none.
    """
    with contextlib.ExitStack() as stack:
        environment: dict[str, str] = {}
        if not os.environ.get("POSTGRES_HOST"):
            postgres = stack.enter_context(Postgres(folder / "postgres", durable=durable))
            environment |= postgres.environment
        if not os.environ.get("REDIS_URL"):
            redis = stack.enter_context(RedisServer(folder / "redis", durable=durable))
            environment |= redis.environment
        yield environment
