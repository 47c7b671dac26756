"""Ending in good order, whoever asks."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType


@contextlib.contextmanager
def orderly_end() -> Iterator[None]:
    """Make SIGTERM and SIGHUP unwind the program as Ctrl-C does.

    The first of them starts the unwinding; those that follow are ignored, so that an impatient
    second Ctrl-C does not cut the cleaning up short.
    """
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def unwind(number: int, _frame: FrameType | None) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt(signal.Signals(number).name)

    former = {number: signal.signal(number, unwind) for number in numbers}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
