"""The one way to Redis for what Django's cache interface cannot say in one round trip."""

import threading
from typing import Any

from django_redis import get_redis_connection  # type: ignore[import-untyped]
from redis import Redis, RedisError
from redis.connection import AbstractConnection

__all__ = ["RedisError", "own_connection", "redis_client"]

_own = threading.local()


def redis_client() -> Redis:
    """The process's pooled client for REDIS_URL, with the cache's short time-outs.

    Its calls raise RedisError when Redis is away; the caller decides what to do without it.
    """
    return get_redis_connection("default")


def own_connection() -> AbstractConnection:
    """A connection for this thread alone, below the client: ``send_command``, ``read_response``.

    It saves the way through client and pool, half of what a short command costs. For the hottest
    path only: nothing is tried again. Raises RedisError when Redis is away.
    """
    connection: Any = getattr(_own, "connection", None)
    if connection is None:
        connection = _own.connection = redis_client().connection_pool.get_connection()
    return connection
