"""The store in this process's memory, seen by its threads only."""

import threading
import time

from common.upstream.store.base import Entry


class ProcessStore:
    """A ``Store`` for a handful of keys."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._values: dict[str, tuple[str, float]] = {}

    def get(self, key: str) -> Entry | None:
        with self._lock:
            value, deadline = self._values.get(key, ("", 0.0))
            left = deadline - time.monotonic()
            if left > 0:
                return Entry(value, left)
            self._values.pop(key, None)
            return None

    def put(self, key: str, value: str, seconds: float) -> None:
        with self._lock:
            self._values[key] = (value, time.monotonic() + seconds)

    def add(self, key: str, value: str, seconds: float) -> bool:
        with self._lock:
            if self.get(key) is not None:
                return False
            self.put(key, value, seconds)
            return True

    def keep_longer(self, key: str, value: str, seconds: float) -> None:
        with self._lock:
            known = self.get(key)
            if known is None or known.seconds_left < seconds:
                self.put(key, value, seconds)

    def delete(self, key: str) -> None:
        with self._lock:
            self._values.pop(key, None)

    def delete_if(self, key: str, value: str) -> None:
        with self._lock:
            known = self.get(key)
            if known is not None and known.value == value:
                self.delete(key)

    def count(self, key: str, by: int, seconds: float) -> int:
        with self._lock:
            number = self._number(key) + by
            self.put(key, str(number), seconds)
            return number

    def take(self, key: str, allowance: int, seconds: float) -> tuple[bool, int]:
        with self._lock:
            number = self._number(key)
            if number >= allowance:
                return False, number
            return True, self.count(key, 1, seconds)

    def _number(self, key: str) -> int:
        known = self.get(key)
        return int(known.value) if known is not None else 0
