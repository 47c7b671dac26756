"""Doing one thing from many threads at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def at_once(number: int, action: Callable[[], T]) -> list[T | Exception]:
    """What ``action`` gave, or raised, in each of ``number`` threads that started together."""
    start = threading.Barrier(number)

    def run() -> T:
        start.wait(30)
        return action()

    with ThreadPoolExecutor(number) as pool:
        running = [pool.submit(run) for _ in range(number)]
    return [done.exception() or done.result() for done in running]
