"""The store in Redis, seen by every process."""

from typing import cast

from redis import Redis

from common.upstream.store.base import Entry

_KEEP_LONGER = """
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
    redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
"""

_DELETE_IF = """
if redis.call('GET', KEYS[1]) == ARGV[1] then
    redis.call('DEL', KEYS[1])
end
"""

_TAKE = """
local number = tonumber(redis.call('GET', KEYS[1]) or '0')
if number >= tonumber(ARGV[1]) then
    return {0, number}
end
number = redis.call('INCR', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {1, number}
"""


class RedisStore:
    """A ``Store``; raises ``redis.RedisError`` when Redis does not do its part."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._keep_longer = redis.register_script(_KEEP_LONGER)
        self._delete_if = redis.register_script(_DELETE_IF)
        self._take = redis.register_script(_TAKE)

    def get(self, key: str) -> Entry | None:
        with self._redis.pipeline() as both:
            both.get(key)
            both.pttl(key)
            value, left = both.execute()
        if value is None or left <= 0:
            return None
        text = value.decode() if isinstance(value, bytes) else str(value)
        return Entry(text, left / 1000)

    def put(self, key: str, value: str, seconds: float) -> None:
        self._redis.set(key, value, px=_milliseconds(seconds))

    def add(self, key: str, value: str, seconds: float) -> bool:
        return bool(self._redis.set(key, value, px=_milliseconds(seconds), nx=True))

    def keep_longer(self, key: str, value: str, seconds: float) -> None:
        self._keep_longer(keys=[key], args=[value, _milliseconds(seconds)])

    def delete(self, key: str) -> None:
        self._redis.delete(key)

    def delete_if(self, key: str, value: str) -> None:
        self._delete_if(keys=[key], args=[value])

    def count(self, key: str, by: int, seconds: float) -> int:
        with self._redis.pipeline() as both:
            both.incrby(key, by)
            both.pexpire(key, _milliseconds(seconds))
            number, _ = both.execute()
        return int(number)

    def take(self, key: str, allowance: int, seconds: float) -> tuple[bool, int]:
        args = [allowance, _milliseconds(seconds)]
        taken, number = cast("list[int]", self._take(keys=[key], args=args))
        return bool(taken), number


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
