"""The faults on order, in the order they were placed."""

import threading
from dataclasses import asdict, dataclass
from typing import Any

from spotify.standin.faults.fault import Fault


@dataclass(slots=True)
class _Order:
    fault: Fault
    struck: int = 0

    @property
    def used_up(self) -> bool:
        return self.fault.times is not None and self.struck >= self.fault.times


class FaultScript:
    """Hands each call the first fault meant for it. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders: list[_Order] = []

    def add(self, fault: Fault) -> None:
        """Place an order behind those already there."""
        with self._lock:
            self._orders.append(_Order(fault))

    def take(self, group: str) -> Fault | None:
        """The fault that strikes this call of ``group``, which uses up one of its times."""
        with self._lock:
            order = next((order for order in self._orders if order.fault.hits(group)), None)
            if order is None:
                return None
            order.struck += 1
            self._orders = [order for order in self._orders if not order.used_up]
            return order.fault

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._orders = []

    def listing(self) -> list[dict[str, Any]]:
        """The orders still open, with how often each has struck."""
        with self._lock:
            return [{**asdict(order.fault), "struck": order.struck} for order in self._orders]
