"""Noting who looked at their list, at the price of one more command in a Redis round trip.

The read path adds the user to a set in the pipeline that it sends anyway. In the background the
set is taken away, the app that knows the lists says what those users saw, and that is stored. An
impression is no acknowledged event: one that Redis loses is lost.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from analytics.models import Impression
from analytics.types import Shown
from common.redis_client import redis_client

_VIEWED = "music:viewed"
_TAKEN = "music:viewed:taken"


def note_view(pipeline: Any, user_id: int) -> None:
    """Add to a Redis pipeline that this user is being shown their list."""
    pipeline.sadd(_VIEWED, user_id)


def record_views(seen_by: Callable[[Iterable[int]], Iterable[Shown]]) -> int:
    """Store what the users noted since the last time were shown; return how many users.

    ``seen_by`` is given their ids. If it or this process fails, the same users come again, and
    what is stored by then is not stored twice. Raises RedisError.
    """
    client = redis_client()
    if not client.exists(_TAKEN) and not client.exists(_VIEWED):
        return 0
    if not client.exists(_TAKEN):
        client.rename(_VIEWED, _TAKEN)
    user_ids = sorted(int(member) for member in client.smembers(_TAKEN))
    record_impressions(seen_by(user_ids))
    client.delete(_TAKEN)
    return len(user_ids)


def record_impressions(shown: Iterable[Shown]) -> None:
    """Store what was shown now; the same recommendation to the same user once a day."""
    now = datetime.now(UTC)
    rows = [
        Impression(
            user_id=one.user_id,
            recommendation_id=one.recommendation_id,
            day=now.date(),
            shown_at=now,
            source=one.source,
            reason=one.reason,
            position=one.position,
        )
        for one in shown
    ]
    Impression.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


def forget_impressions(user_id: int) -> None:
    """Delete what this user was shown."""
    Impression.objects.filter(user_id=user_id).delete()
