"""What Spotify told us to leave alone: one circuit per endpoint group, longer for a spent quota."""

import logging
from collections.abc import Iterator

from common.upstream.circuit import Circuits, Opening
from common.upstream.store import Store
from spotify.config import SpotifyConfig
from spotify.errors import CircuitOpen, QuotaExceeded, Throttled
from spotify.messages import Group

logger = logging.getLogger(__name__)


class SpotifyCircuits(Circuits):
    """The circuits of one Spotify app.

    Closing one by hand keeps the doubling: if the operator was wrong, the next pause is longer.
    """

    def __init__(self, store: Store, config: SpotifyConfig) -> None:
        super().__init__(store, config.key_prefix, CircuitOpen)
        self._config = config

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

    def succeeded(self, group: Group) -> None:
        """A call got through: the next QUOTA_EXCEEDED starts from the shortest pause again."""
        self._store.delete(self._strikes_key(group))

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

    def _strikes_key(self, group: Group) -> str:
        return f"{self._key(group)}:strikes"
