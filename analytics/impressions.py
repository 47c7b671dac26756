"""Who was shown what: noted in Redis by whoever hands a list out, stored in the background.

Noting is a few commands inside a Redis script that the read path runs anyway. What is noted is
what was on the list at that moment, so it does not matter what the list looks like when it is
stored. An impression is no acknowledged event: one that Redis loses is lost.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, cast

from django.db import transaction

from analytics.models import Impression, linked
from analytics.rollups import forget_impressions_of
from analytics.sql import execute
from analytics.types import Shown, ShownItem
from common.redis_client import RedisError, redis_client

logger = logging.getLogger(__name__)

# A hash: view (whose, which list, how much of it) -> when, and what was on the list.
VIEWED = "music:viewed"
# Should nobody store them, views are neither kept for longer than this nor more than so many.
_KEPT_SECONDS = 3600
_MOST = 20_000
_AT_ONCE = 500

# To be put in front of a Redis script. ``moment`` is in seconds; ``shown`` the field of the hash
# ``shelf`` that holds what ``packed`` gave. The same view counts once until it is stored.
NOTE_VIEW = f"""
local function note_view(viewed, view, moment, shelf, shown)
    if redis.call('HEXISTS', viewed, view) == 1 then return end
    local held = redis.call('HLEN', viewed)
    local items = redis.call('HGET', shelf, shown)
    if not items or held >= {_MOST} then return end
    redis.call('HSET', viewed, view, moment .. ' ' .. items)
    if held == 0 then redis.call('EXPIRE', viewed, {_KEPT_SECONDS}) end
end
"""

# The user's row is held until the commit: an erasure then finds what is stored here.
_STORE = """
INSERT INTO analytics_impression (user_id, recommendation_id, day, shown_at, source, reason,
                                  position, variant)
SELECT s.user_id, s.recommendation_id, (s.shown_at AT TIME ZONE 'UTC')::date, s.shown_at, s.source,
       s.reason, s.position, s.variant
FROM jsonb_to_recordset(%(shown)s::jsonb) AS s (
    user_id bigint, recommendation_id bigint, shown_at timestamptz, source text, reason text,
    position integer, variant text)
JOIN (SELECT id FROM {users} WHERE id = ANY (%(users)s) ORDER BY id FOR KEY SHARE) u
    ON u.id = s.user_id
ORDER BY s.user_id, s.recommendation_id, s.shown_at
ON CONFLICT (user_id, recommendation_id, day) DO NOTHING
"""


def packed(items: Iterable[ShownItem]) -> bytes:
    """A whole list, in its order, as it is put aside for NOTE_VIEW and ``note_view``."""
    rows = [[item.recommendation_id, item.source, item.reason, item.variant] for item in items]
    return json.dumps(rows, separators=(",", ":")).encode()


def view_of(user_id: int, count: int, version: str = "") -> str:
    """The name of a view of at most ``count`` items; ``version`` tells the user's lists apart."""
    return f"{user_id}:{count}:{version}"


def note_view(view: str, moment: float, items: bytes) -> None:
    """Note a view outside of a script. ``items`` is from ``packed``. Raises RedisError."""
    client = redis_client()
    held = client.hlen(VIEWED)
    if held < _MOST:
        pipe = client.pipeline(transaction=True)  # never a key without an end
        pipe.hsetnx(VIEWED, view, b"%f %s" % (moment, items))
        if not held:
            pipe.expire(VIEWED, _KEPT_SECONDS)
        pipe.execute()


def record_views() -> int:
    """Store what was shown in the views noted by now; return how many views.

    A view is taken away once it is stored, and one that comes again by then is not stored twice:
    the same recommendation counts once a day. Raises RedisError.
    """
    client = redis_client()
    cursor, recorded = -1, 0
    while cursor != 0:
        found = client.hscan(VIEWED, max(cursor, 0), count=_AT_ONCE)
        cursor, views = cast("tuple[int, dict[bytes, bytes]]", found)
        if views:
            record_impressions(one for view in views.items() for one in _shown_in(*view))
            recorded += client.hdel(VIEWED, *views)
    return recorded


def record_impressions(shown: Iterable[Shown]) -> None:
    """Store what was shown to users who still exist."""
    rows = [_row(one) for one in shown]
    users = linked("user")._meta.db_table
    values = {"shown": json.dumps(rows), "users": sorted({row["user_id"] for row in rows})}
    with transaction.atomic():
        execute(_STORE.format(users=users), values)


def forget_impressions(user_id: int, seconds: float) -> None:
    """Delete what this user was shown, and take it out of the counts.

    Raises OperationalError where somebody else holds the counts for longer than ``seconds``.
    """
    _forget_views(user_id)
    with transaction.atomic():
        execute("SELECT set_config('lock_timeout', %(most)s, true)", {"most": f"{seconds}s"})
        forget_impressions_of(user_id)
        Impression.objects.filter(user_id=user_id).delete()


def _forget_views(user_id: int) -> None:
    client = redis_client()
    try:
        found = client.hscan_iter(VIEWED, match=f"{user_id}:*", count=_AT_ONCE)
        if views := [view for view, _ in found]:
            client.hdel(VIEWED, *views)
    except RedisError as error:
        logger.warning("Views of the erased user %s end within an hour: %s", user_id, error)


def _shown_in(view: bytes, noted: bytes) -> Iterable[Shown]:
    user_id, count, _ = view.decode().split(":", 2)
    moment, items = noted.split(b" ", 1)
    shown_at = datetime.fromtimestamp(float(moment), UTC)
    for position, item in enumerate(json.loads(items)[: int(count)], start=1):
        yield Shown(int(user_id), ShownItem(*item), position, shown_at)


def _row(shown: Shown) -> Mapping[str, Any]:
    return {
        "user_id": shown.user_id,
        "recommendation_id": shown.item.recommendation_id,
        "shown_at": shown.shown_at.isoformat(),
        "source": shown.item.source,
        "reason": shown.item.reason,
        "position": shown.position,
        "variant": shown.item.variant,
    }
