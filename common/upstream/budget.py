"""Our own limit on calls per day to a service that publishes none, or that we are guests of.

The budget is spread over the hours of the UTC day: a quarter may be used at once, the rest
becomes available evenly until midnight, so that a burst in the morning cannot eat the day.
"""

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from common.errors import RetryLater
from common.upstream.store import Store

logger = logging.getLogger(__name__)

_DAY = 86_400.0
_KEPT_DAYS = 14
_BURST_SHARE = 4  # one part in four may be used at once


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """The calls of one UTC day, and how many may be made by now out of how many in all."""

    day: date
    used: int
    allowed_by_now: int
    limit: int

    @property
    def left_now(self) -> int:
        """How many calls may be made at once."""
        return max(0, self.allowed_by_now - self.used)


def allowance(limit: int, share: float) -> int:
    """How many of ``limit`` calls may have been made when ``share`` (0-1) of the day is over."""
    burst = _burst(limit)
    return burst + math.floor((limit - burst) * share)


def share_that_allows(limit: int, calls: int) -> float:
    """The share of the day at which ``calls`` are allowed; 1 if that is tomorrow."""
    burst = _burst(limit)
    if calls <= burst:
        return 0.0
    return min((calls - burst) / (limit - burst), 1.0) if limit > burst else 1.0


def _burst(limit: int) -> int:
    return max(1, limit // _BURST_SHARE)


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class Budget:
    """The budget of one service, shared by all processes.

    Keys begin with ``key_prefix``; ``limit`` is in calls a day, 1 at the least; ``spent`` is what
    ``take`` raises.
    """

    def __init__(
        self,
        store: Store,
        key_prefix: str,
        limit: int,
        spent: type[RetryLater],
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._store = store
        self._key_prefix = key_prefix
        self._limit = limit
        self._spent = spent
        self._clock = lambda: clock().astimezone(UTC)

    def take(self) -> None:
        """Count one call, or raise ``spent``, with the time to wait, and count nothing."""
        now = self._clock()
        allowed = allowance(self._limit, _share_of_day(now))
        taken, used = self._store.take(self._key(now.date()), allowed, _KEPT_DAYS * _DAY)
        if not taken:
            share = share_that_allows(self._limit, used + 1)
            logger.info("%s: %d of %d calls made today", self._spent.sentence, used, self._limit)
            raise self._spent(retry_after=max(1.0, (share - _share_of_day(now)) * _DAY))

    def add(self, calls: int) -> None:
        """Count calls without asking: repeats of an admitted call, or -1 for one not made."""
        self._store.count(self._key(self._clock().date()), calls, _KEPT_DAYS * _DAY)

    def today(self) -> BudgetUse:
        """What is used and allowed now."""
        now = self._clock()
        allowed = allowance(self._limit, _share_of_day(now))
        return BudgetUse(now.date(), self.used_on(now.date()), allowed, self._limit)

    def used_on(self, day: date) -> int:
        """The calls made on a UTC day; 0 for days that are no longer remembered."""
        entry = self._store.get(self._key(day))
        return int(entry.value) if entry is not None else 0

    def history(self) -> dict[date, int]:
        """The calls per UTC day, newest first, as long as they are remembered."""
        today = self._clock().date()
        days = [today - timedelta(days=back) for back in range(_KEPT_DAYS)]
        return {day: self.used_on(day) for day in days}

    def _key(self, day: date) -> str:
        return f"{self._key_prefix}budget:{day.isoformat()}"


def _share_of_day(moment: datetime) -> float:
    """How much of the moment's day is over, from 0 to 1."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return (moment - midnight).total_seconds() / _DAY
