"""Rankings that can be gone on with: which tracks a list holds in which order, and what follows.

One hash per user in Redis, a field for each list: what was shown first and, once somebody asks
for more, what follows. Kept for an hour after the user's last list, and no more than some of them.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from common.redis_client import redis_client
from recommendations.models import Recommendation
from recommendations.types import Ranked, Reason, Taste, Wish

KEPT_FOR = timedelta(hours=1)
_MOST = 32  # fields of a user
_FAST = 1  # of zlib's levels


@dataclass(frozen=True, slots=True)
class Place:
    """A track's place in a ranking: what a Ranked says, without the facts of the track."""

    track_id: str
    score: float
    reason: Reason
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reel:
    """A list in its order, and what it was ranked for; an empty wish is the user's own list."""

    places: tuple[Place, ...]
    wish: Wish


def of_list(ranked: Iterable[Ranked], wish: Wish) -> Reel:
    """A reel of these tracks."""
    return Reel(
        tuple(Place(item.track.id, item.score, item.reason, item.sources) for item in ranked), wish
    )


def of_rows(rows: Iterable[Recommendation], wish: Wish) -> Reel:
    """The same from the rows of a list."""
    return Reel(tuple(map(_place, rows)), wish)


def key(user_id: int) -> str:
    """The hash of the user's reels."""
    return f"music:reels:{user_id}"


def add(pipeline: Any, user_id: int, name: str, reel: Reel) -> None:
    """Put a reel into a pipeline of Redis commands, whose last answer goes to ``trim``.

    Names sort by age.
    """
    pipeline.hset(key(user_id), name, _pack(reel))
    pipeline.expire(key(user_id), KEPT_FOR)
    pipeline.hlen(key(user_id))


def trim(user_id: int, size: int) -> None:
    """Drop the older half of the user's reels if there are too many. Raises RedisError."""
    if size > _MOST:
        names = sorted(redis_client().hkeys(key(user_id)))
        redis_client().hdel(key(user_id), *names[: size // 2])


def keep(user_id: int, name: str, reel: Reel) -> None:
    """Keep a reel. Raises RedisError."""
    pipe = redis_client().pipeline(transaction=True)
    add(pipe, user_id, name, reel)
    trim(user_id, pipe.execute()[-1])


def read(user_id: int, name: str) -> tuple[Reel | None, Reel | None]:
    """The list of that name, and what follows it; None for what is not kept. Raises RedisError."""
    found = redis_client().hmget(key(user_id), [name, _rest(name)])
    first, rest = cast("list[bytes | None]", found)
    return _unpack(first), _unpack(rest)


def extend(user_id: int, name: str, rest: Reel) -> Reel:
    """Keep what follows a list, unless that is kept already; what is kept. Raises RedisError."""
    pipe = redis_client().pipeline(transaction=True)
    pipe.hsetnx(key(user_id), _rest(name), _pack(rest))
    pipe.expire(key(user_id), KEPT_FOR)
    pipe.hget(key(user_id), _rest(name))
    return _unpack(pipe.execute()[-1]) or rest


def _place(row: Recommendation) -> Place:
    reason = Reason(
        row.reason_code, row.reason_value, row.reason_close_to, tuple(row.reason_evidence)
    )
    return Place(row.track_id, row.score, reason, tuple(row.metadata.get("sources", ())))


def _rest(name: str) -> str:
    return f"{name}:rest"


def _pack(reel: Reel) -> bytes:
    document = {
        "places": [[p.track_id, p.score, _parts(p.reason), p.sources] for p in reel.places],
        "tastes": [[taste.kind, taste.value] for taste in reel.wish.tastes],
        "discovery": reel.wish.discovery,
        "exclude": sorted(reel.wish.exclude),
    }
    return zlib.compress(json.dumps(document, separators=(",", ":")).encode(), _FAST)


def _parts(reason: Reason) -> tuple[str, str, str, tuple[int, ...]]:
    return reason.code, reason.value, reason.close_to, reason.evidence


def _unpack(packed: bytes | None) -> Reel | None:
    if packed is None:
        return None
    document = json.loads(zlib.decompress(packed))
    places = tuple(
        Place(track_id, score, Reason(code, value, close_to, tuple(evidence)), tuple(sources))
        for track_id, score, (code, value, close_to, evidence), sources in document["places"]
    )
    tastes = tuple(Taste(kind, value) for kind, value in document["tastes"])
    return Reel(places, Wish(tastes, document["discovery"], frozenset(document["exclude"])))
