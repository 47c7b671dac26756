"""The one way to Redis for what Django's cache interface cannot say in one round trip."""

from typing import TYPE_CHECKING

from django_redis import get_redis_connection
from redis import RedisError

if TYPE_CHECKING:
    from redis import Redis

__all__ = ["RedisError", "redis_client"]


def redis_client() -> "Redis":
    """The process's pooled client for REDIS_URL, with the cache's short time-outs.

    Its calls raise RedisError when Redis is away; the caller decides what to do without it.
    """
    return get_redis_connection("default")
