"""What happened while Redis was away and is still to be told to it."""

import threading

from redis import RedisError

from common.upstream.store.local import ProcessStore
from common.upstream.store.shared import RedisStore


class Backlog:
    """Keys written and numbers counted during an outage."""

    def __init__(self, local: ProcessStore) -> None:
        self._local = local
        self._lock = threading.Lock()
        self._written: set[str] = set()
        self._counted: dict[str, tuple[int, float]] = {}

    def wrote(self, key: str) -> None:
        """Remember that ``key`` was written here only."""
        with self._lock:
            self._written.add(key)

    def removed(self, key: str) -> None:
        """Forget a key that was written here only."""
        with self._lock:
            self._written.discard(key)

    def counted(self, key: str, by: int, seconds: float) -> None:
        """Remember a number that was counted here only."""
        with self._lock:
            before, _ = self._counted.get(key, (0, seconds))
            self._counted[key] = (before + by, seconds)

    def hand_over(self, shared: RedisStore) -> None:
        """Tell Redis; what it does not take stays here, and its ``RedisError`` goes on."""
        with self._lock:
            written, self._written = self._written, set()
            counted, self._counted = self._counted, {}
        try:
            self._hand_over_values(shared, written)
            self._hand_over_numbers(shared, counted)
        except RedisError:
            for key in written:
                self.wrote(key)
            for key, (by, seconds) in counted.items():
                self.counted(key, by, seconds)
            raise

    def _hand_over_values(self, shared: RedisStore, keys: set[str]) -> None:
        while keys:
            key = next(iter(keys))
            entry = self._local.get(key)
            if entry is not None:
                shared.keep_longer(key, entry.value, entry.seconds_left)
            keys.discard(key)

    def _hand_over_numbers(self, shared: RedisStore, numbers: dict[str, tuple[int, float]]) -> None:
        while numbers:
            key, (by, seconds) = next(iter(numbers.items()))
            shared.count(key, by, seconds)
            del numbers[key]
