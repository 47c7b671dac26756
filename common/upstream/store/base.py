"""The few operations that circuits, budget, tokens and capabilities are built from."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Entry:
    """A value (hidden when printed: it may be a token) and how many seconds it still lives."""

    value: str = field(repr=False)
    seconds_left: float


class Store(Protocol):
    """Small texts by key. Every one expires after ``seconds``; every operation is atomic."""

    def get(self, key: str) -> Entry | None:
        """What lies under the key."""

    def put(self, key: str, value: str, seconds: float) -> None:
        """Write, whatever was there."""

    def add(self, key: str, value: str, seconds: float) -> bool:
        """Write if nothing is there; says whether it wrote."""

    def keep_longer(self, key: str, value: str, seconds: float) -> None:
        """Write unless what is there lives longer."""

    def delete(self, key: str) -> None:
        """Remove what is there."""

    def delete_if(self, key: str, value: str) -> None:
        """Remove what is there if it is this value."""

    def count(self, key: str, by: int, seconds: float) -> int:
        """Add to the number under the key (0 if absent); gives the new number."""

    def take(self, key: str, allowance: int, seconds: float) -> tuple[bool, int]:
        """Add 1 to the number if it is below ``allowance``; whether it did, and the number now."""
