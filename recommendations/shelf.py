"""Each user's list, rendered and ready in Redis.

Two keys per user: the shelf itself, and a mark that counts what has happened to the user since
(an activity, another taste). A shelf remembers the mark it was made at; if the mark has moved on,
the shelf is outdated and the next read makes a new list first. Both keys expire.

Without Redis, putting and dropping go on after a line in the log: the rows in PostgreSQL are the
truth. Reading and outdating raise RedisError, so that the caller can turn to PostgreSQL.
"""

import logging
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast

from common.redis_client import RedisError, redis_client
from recommendations import reels, rendering
from recommendations.rendering import RenderedList
from recommendations.types import DEFAULT_COUNT

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=7)
# The mark outlives every shelf that was made at it.
_MARK_KEPT_FOR = KEPT_FOR + timedelta(days=1)
# Re-ranking ahead of the next read is announced at most this often per user.
_ANNOUNCED_FOR = timedelta(seconds=10)
# A list found old is asked for again at most this often per user.
_ASKED_FOR = timedelta(minutes=1)

# What analytics wants to know of the list once it is shown.
SHOWN = "shown"
_FIELDS = ("head", "first", "size", "fresh_until", "version", "mark")
VERSION_AT, MARK_AT = _FIELDS.index("version"), _FIELDS.index("mark")


# KEYS: each user's mark, and whether their re-ranking was announced. ARGV: the lives of both in
# seconds. Gives the places, from 0, of the users whose re-ranking is to be announced. One script: a
# batch may be of a thousand users, and as commands of a pipeline they took longer than storing it.
_OUTDATE = """
local announced = {}
for place = 1, #KEYS, 2 do
    redis.call('INCR', KEYS[place])
    redis.call('EXPIRE', KEYS[place], ARGV[1])
    if redis.call('SET', KEYS[place + 1], '1', 'NX', 'EX', ARGV[2]) then
        announced[#announced + 1] = (place - 1) / 2
    end
end
return announced
"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A rendered list as it was found. ``fresh_until`` is in epoch seconds.

    ``shown`` is for whoever notes a view outside of Redis; ``found`` leaves it out.
    """

    user_id: int
    head: bytes
    first: bytes
    rest: bytes
    size: int
    fresh_until: float
    version: str
    outdated: bool
    shown: bytes = b""

    @property
    def stale(self) -> bool:
        """Whether the list is past its soft expiry."""
        return self.fresh_until <= time.time()

    def tag(self, *, count: int, stale: bool) -> str:
        """The ETag of ``answer``, which is not needed for it."""
        return rendering.tag(self.version, count=min(count, self.size), stale=stale)

    def answer(self, *, count: int, stale: bool) -> bytes:
        """The body of an answer from the cache with at most ``count`` items."""
        count = min(count, self.size)
        return rendering.assemble(
            self.head,
            rendering.items(self.first, self.rest, count),
            count=count,
            source="cache",
            stale=stale,
            more=rendering.cursor(self.version, count),
        )


def shelf_key(user_id: int) -> str:
    """The hash that holds the user's rendered list."""
    return f"music:shelf:{user_id}"


def mark_key(user_id: int) -> str:
    """The counter of what has happened to the user."""
    return f"music:shelf-mark:{user_id}"


def read(user_id: int, count: int) -> Shelf | None:
    """The user's shelf, outdated or not, for a list of ``count`` items. Raises RedisError."""
    pipe = redis_client().pipeline(transaction=False)
    pipe.hmget(shelf_key(user_id), fields(count))
    pipe.get(mark_key(user_id))
    pipe.hget(shelf_key(user_id), SHOWN)
    values, mark, shown = pipe.execute()
    shelf = found(user_id, values, mark)
    return replace(shelf, shown=shown or b"") if shelf else None


def fields(count: int) -> tuple[str, ...]:
    """Which fields of the hash a list of ``count`` items takes."""
    return _FIELDS if count <= DEFAULT_COUNT else (*_FIELDS, "rest")


def found(user_id: int, values: Sequence[bytes | None], mark: bytes | None) -> Shelf | None:
    """The shelf that these values of ``fields`` make, or None where there is none."""
    head, first, size, fresh_until, version, made_at, *rest = values
    if head is None or first is None or size is None or fresh_until is None or version is None:
        return None
    return Shelf(
        user_id=user_id,
        head=head,
        first=first,
        rest=(rest and rest[0]) or b"",
        size=int(size),
        fresh_until=float(fresh_until),
        version=version.decode(),
        outdated=made_at != (mark or b"0"),
    )


def mark(user_id: int) -> bytes | None:
    """The present mark, to be read before a list is made; None without Redis."""
    return marks([user_id]).get(user_id)


def marks(user_ids: Collection[int]) -> dict[int, bytes]:
    """The present marks of several users; none without Redis."""
    try:
        found = redis_client().mget([mark_key(user_id) for user_id in user_ids])
    except RedisError as error:
        logger.warning("The marks of %s users cannot be read: %s", len(user_ids), error)
        return {}
    values = cast("list[bytes | None]", found)
    return {user_id: value or b"0" for user_id, value in zip(user_ids, values, strict=True)}


def put(rendered: RenderedList, made_at: bytes | None) -> None:
    """Put a list on the shelf, made when the mark stood at ``made_at``."""
    if made_at is None:
        return
    values: dict[Any, bytes | int | float | str] = {
        "head": rendered.head,
        "version": rendered.version,
        "first": rendered.first,
        "rest": rendered.rest,
        SHOWN: rendered.shown,
        "size": rendered.size,
        "fresh_until": rendered.fresh_until.timestamp(),
        "mark": made_at,
    }
    key = shelf_key(rendered.user_id)
    try:
        pipe = redis_client().pipeline(transaction=True)
        pipe.hset(key, mapping=values)
        pipe.expire(key, KEPT_FOR)
        pipe.expire(mark_key(rendered.user_id), _MARK_KEPT_FOR)
        reels.add(pipe, rendered.user_id, rendered.version, rendered.reel)
        reels.trim(rendered.user_id, pipe.execute()[-1])
    except RedisError as error:
        logger.warning("The list of user %s was not cached: %s", rendered.user_id, error)


def outdate(user_ids: Iterable[int]) -> list[int]:
    """Make the users' shelves outdated; those whose re-ranking should be announced now.

    Raises RedisError: a mark that does not move must be made up for.
    """
    users = sorted(user_ids)
    keys = [key for user_id in users for key in (mark_key(user_id), _announced_key(user_id))]
    lives = [int(life.total_seconds()) for life in (_MARK_KEPT_FOR, _ANNOUNCED_FOR)]
    announced = redis_client().register_script(_OUTDATE)(keys, lives)
    return [users[number] for number in cast("list[int]", announced)]


def drop(user_id: int) -> None:
    """Remove everything about the user from Redis."""
    keys = [shelf_key(user_id), mark_key(user_id), _announced_key(user_id), _asked_key(user_id)]
    keys.append(reels.key(user_id))
    try:
        redis_client().delete(*keys)
    except RedisError as error:
        logger.error("The shelf of user %s was not dropped: %s", user_id, error)


def claim_asking(user_id: int) -> bool:
    """Whether this caller is the one to ask for a refresh of a list found old.

    Without Redis everyone may ask, and the refresh log keeps it single.
    """
    try:
        return bool(redis_client().set(_asked_key(user_id), "1", nx=True, ex=_ASKED_FOR))
    except RedisError:
        return True


def _announced_key(user_id: int) -> str:
    return f"music:shelf-announced:{user_id}"


def _asked_key(user_id: int) -> str:
    return f"music:shelf-asked:{user_id}"
