"""Remembers, for all processes, which endpoints Spotify told us to leave alone, and how long.

Nobody sleeps on Retry-After, and nobody calls while a circuit is open: calling on while limited
makes the wait longer. There is one circuit per endpoint group.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from spotify.config import SpotifyConfig
from spotify.errors import CircuitOpen, QuotaExceeded, Throttled
from spotify.messages import Group
from spotify.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opening:
    """A circuit that is open now: why, and for how many seconds still."""

    group: Group
    reason: str
    seconds_left: float


class Circuits:
    """The circuits of one Spotify app."""

    def __init__(self, store: Store, config: SpotifyConfig) -> None:
        self._store = store
        self._config = config

    def check(self, group: Group) -> None:
        """Return if calls to ``group`` may be made, else raise ``CircuitOpen``."""
        opening = self.opening(group)
        if opening is not None:
            raise CircuitOpen(retry_after=opening.seconds_left)

    def opening(self, group: Group) -> Opening | None:
        """The circuit of ``group`` if it is open."""
        entry = self._store.get(self._key(group))
        return Opening(group, entry.value, entry.seconds_left) if entry is not None else None

    def openings(self) -> Iterator[Opening]:
        """All circuits that are open."""
        for group in Group:
            opening = self.opening(group)
            if opening is not None:
                yield opening

    def trip(self, group: Group, error: Throttled) -> None:
        """Open the circuit for a 429 and write into ``error`` how long it will be open."""
        if isinstance(error, QuotaExceeded) and error.retry_after is None:
            self._open_for_quota(group)
        else:
            self.open(group, error.retry_after or self._config.throttle_pause, error.code)
        opening = self.opening(group)
        error.retry_after = opening.seconds_left if opening is not None else None

    def open(self, group: Group, seconds: float, reason: str) -> None:
        """Open the circuit; one that is already open for longer stays so."""
        self._store.keep_longer(self._key(group), reason, seconds)
        logger.warning("Circuit %s is open for %.0f s: %s", group, seconds, reason)

    def succeeded(self, group: Group) -> None:
        """A call got through: the next QUOTA_EXCEEDED starts from the shortest pause again."""
        self._store.delete(self._strikes_key(group))

    def close(self, group: Group) -> None:
        """Let calls through again, on an operator's word.

        The doubling is kept: if the operator was wrong, the next pause is longer.
        """
        self._store.delete(self._key(group))
        logger.warning("Circuit %s was closed by hand", group)

    def _open_for_quota(self, group: Group) -> None:
        """Open for twice as long as the last time.

        Only the call that finds the circuit closed counts: of twenty calls that were under way
        together and all exceeded the quota, one doubles the pause.
        """
        known = self._store.get(self._strikes_key(group))
        strikes = int(known.value) if known is not None else 0
        longest = self._config.quota_pause_longest
        seconds = min(self._config.quota_pause * 2 ** min(strikes, 30), longest)
        if self._store.add(self._key(group), QuotaExceeded.code, seconds):
            self._store.count(self._strikes_key(group), 1, seconds + 2 * longest)
            logger.warning("Circuit %s is open for %.0f s: quota exceeded", group, seconds)

    def _key(self, group: Group) -> str:
        return f"{self._config.key_prefix}circuit:{group}"

    def _strikes_key(self, group: Group) -> str:
        return f"{self._config.key_prefix}circuit:{group}:strikes"
