"""Remembers, for all processes, whom we were told to leave alone, and how long.

Nobody sleeps on Retry-After, and nobody calls while a circuit is open: calling on while limited
makes the wait longer.
"""

import logging
from dataclasses import dataclass

from common.errors import RetryLater
from common.upstream.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opening:
    """A circuit that is open now: why, and for how many seconds still."""

    group: str
    reason: str
    seconds_left: float


class Circuits:
    """The circuits of one service, one for each group of endpoints that it limits together.

    Keys begin with ``key_prefix``; ``closed_to_us`` is what ``check`` raises.
    """

    def __init__(self, store: Store, key_prefix: str, closed_to_us: type[RetryLater]) -> None:
        self._store = store
        self._key_prefix = key_prefix
        self._closed_to_us = closed_to_us

    def check(self, group: str) -> None:
        """Return if calls to ``group`` may be made, else raise ``closed_to_us`` with the wait."""
        opening = self.opening(group)
        if opening is not None:
            raise self._closed_to_us(retry_after=opening.seconds_left)

    def opening(self, group: str) -> Opening | None:
        """The circuit of ``group`` if it is open."""
        entry = self._store.get(self._key(group))
        return Opening(group, entry.value, entry.seconds_left) if entry is not None else None

    def open(self, group: str, seconds: float, reason: str) -> None:
        """Open the circuit; one that is already open for longer stays so."""
        self._store.keep_longer(self._key(group), reason, seconds)
        logger.warning("Circuit %s is open for %.0f s: %s", group, seconds, reason)

    def close(self, group: str) -> None:
        """Let calls through again, on an operator's word."""
        self._store.delete(self._key(group))
        logger.warning("Circuit %s was closed by hand", group)

    def _key(self, group: str) -> str:
        return f"{self._key_prefix}circuit:{group}"
