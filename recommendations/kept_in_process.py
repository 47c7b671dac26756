"""Answers that are the same for all: made once per process, and again when they are old."""

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from django.db import InterfaceError, OperationalError

T = TypeVar("T")

logger = logging.getLogger(__name__)


class KeptInProcess(Generic[T]):
    """Keeps what ``make`` returns for ``seconds``. One thread makes it anew, the rest wait.

    With PostgreSQL away an old value stays in use; without one the error is raised.
    """

    def __init__(self, make: Callable[[], T], *, seconds: float) -> None:
        self._make = make
        self._seconds = seconds
        self._kept: tuple[T, float] | None = None
        self._lock = Lock()

    def get(self) -> T:
        """The value, made now if there is none or it is old."""
        with self._lock:
            if self._kept is None or self._kept[1] <= time.monotonic():
                self._kept = (self._made(self._kept), time.monotonic() + self._seconds)
            return self._kept[0]

    def forget(self) -> None:
        """Make it anew at the next ``get``."""
        with self._lock:
            self._kept = None

    def _made(self, old: tuple[T, float] | None) -> T:
        try:
            return self._make()
        except (OperationalError, InterfaceError) as error:
            if old is None:
                raise
            logger.warning("An old answer stays in use, the database is away: %s", error)
            return old[0]
