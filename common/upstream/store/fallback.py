"""Redis while it answers; this process's memory while it does not."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from redis import Redis, RedisError

from common.upstream.store.backlog import Backlog
from common.upstream.store.base import Entry
from common.upstream.store.local import ProcessStore
from common.upstream.store.shared import RedisStore

logger = logging.getLogger(__name__)

T = TypeVar("T")

_SHARE = 10  # a process on its own takes this part of an allowance: others may be taking too


class _Away(Exception):
    """Redis does not answer now."""


class FallbackStore:
    """A ``Store`` that never fails.

    Values that pass through are also kept in memory, so an outage of Redis starts with the token,
    the open circuits and the verdicts that this process knew last. What is written during the
    outage is handed over when Redis is back. ``pause`` is how many seconds Redis is left alone
    after it failed.

    During an outage each process is on its own: its budget is a tenth of what all may take
    together, it does not see circuits that others open, and it renews its own token.
    """

    def __init__(self, redis: Redis, pause: float = 5.0) -> None:
        self._shared = RedisStore(redis)
        self._local = ProcessStore()
        self._backlog = Backlog(self._local)
        self._pause = pause
        self._away_until: float | None = None

    @property
    def away(self) -> bool:
        """Whether Redis did not answer when it was last asked."""
        return self._away_until is not None

    def get(self, key: str) -> Entry | None:
        try:
            entry = self._reach(lambda: self._shared.get(key))
        except _Away:
            return self._local.get(key)
        if entry is None:
            self._local.delete(key)
        else:
            self._local.put(key, entry.value, entry.seconds_left)
        return entry

    def put(self, key: str, value: str, seconds: float) -> None:
        self._local.put(key, value, seconds)
        try:
            self._reach(lambda: self._shared.put(key, value, seconds))
        except _Away:
            self._backlog.wrote(key)

    def add(self, key: str, value: str, seconds: float) -> bool:
        try:
            added = self._reach(lambda: self._shared.add(key, value, seconds))
        except _Away:
            self._backlog.wrote(key)
            return self._local.add(key, value, seconds)
        if added:
            self._local.put(key, value, seconds)
        return added

    def keep_longer(self, key: str, value: str, seconds: float) -> None:
        self._local.keep_longer(key, value, seconds)
        try:
            self._reach(lambda: self._shared.keep_longer(key, value, seconds))
        except _Away:
            self._backlog.wrote(key)

    def delete(self, key: str) -> None:
        self._local.delete(key)
        try:
            self._reach(lambda: self._shared.delete(key))
        except _Away:
            self._backlog.removed(key)

    def delete_if(self, key: str, value: str) -> None:
        self._local.delete_if(key, value)
        try:
            self._reach(lambda: self._shared.delete_if(key, value))
        except _Away:
            self._backlog.removed(key)

    def count(self, key: str, by: int, seconds: float) -> int:
        try:
            return self._reach(lambda: self._shared.count(key, by, seconds))
        except _Away:
            self._backlog.counted(key, by, seconds)
            return self._local.count(key, by, seconds)

    def take(self, key: str, allowance: int, seconds: float) -> tuple[bool, int]:
        try:
            return self._reach(lambda: self._shared.take(key, allowance, seconds))
        except _Away:
            # Counted apart from ``key``, which mirrors what all processes took before.
            taken, number = self._local.take(f"alone:{key}", max(1, allowance // _SHARE), seconds)
        if taken:
            self._backlog.counted(key, 1, seconds)
        return taken, number

    def _reach(self, ask: Callable[[], T]) -> T:
        """What Redis answers; raises ``_Away`` if it does not."""
        away_until = self._away_until
        if away_until is not None and time.monotonic() < away_until:
            raise _Away
        try:
            self._backlog.hand_over(self._shared)
            answer = ask()
        except RedisError as error:
            self._mark_away(error)
            raise _Away from None
        self._mark_back()
        return answer

    def _mark_away(self, error: RedisError) -> None:
        if not self.away:
            logger.warning(
                "Redis is away (%s): circuits and budgets are kept in this process",
                type(error).__name__,
            )
        self._away_until = time.monotonic() + self._pause

    def _mark_back(self) -> None:
        if self.away:
            logger.warning("Redis is back: circuits and budgets are shared again")
            self._away_until = None
