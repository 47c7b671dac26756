"""Spotify's paging object, and the addresses of its neighbours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page lies: its address without paging, and ``limit`` records from ``offset`` on.

    ``farthest`` is the record past which no page is served; ``None`` means there is no such end.
    """

    address: str
    parameters: dict[str, str]
    limit: int
    offset: int
    farthest: int | None = None

    def of(
        self, records: Sequence[Record], show: Callable[[Record], dict[str, Any]]
    ) -> dict[str, Any]:
        """The page of ``records``, each item as ``show`` writes it."""
        end = self.offset + self.limit
        return {
            "href": self._href(self.offset),
            "items": [show(record) for record in records[self.offset : end]],
            "limit": self.limit,
            "next": self._href(end) if self._goes_on(end, len(records)) else None,
            "offset": self.offset,
            "previous": self._href(max(0, self.offset - self.limit)) if self.offset else None,
            "total": len(records),
        }

    def _goes_on(self, end: int, total: int) -> bool:
        if self.farthest is not None and end + self.limit > self.farthest:
            return False
        return end < total

    def _href(self, offset: int) -> str:
        query = urlencode({**self.parameters, "offset": offset, "limit": self.limit})
        return f"{self.address}?{query}"
