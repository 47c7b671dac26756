"""How long an attempt must wait, from the moments of earlier failures. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``count`` failures in any ``period`` seconds."""

    count: int
    period: int

    @classmethod
    def of(cls, rate: str) -> Self:
        """From a rate as settings write them: ``5/15m`` is five in a quarter of an hour."""
        count, _, period = rate.partition("/")
        return cls(int(count), int(period[:-1] or 1) * _SECONDS[period[-1]])

    def wait(self, failures: Iterable[datetime], now: datetime) -> float:
        """Seconds until there is room for another failure; 0 if there is room now."""
        ages = sorted((now - moment).total_seconds() for moment in failures)
        recent = [age for age in ages if age < self.period]
        if len(recent) < self.count:
            return 0
        return self.period - recent[self.count - 1]
