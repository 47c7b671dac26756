"""What the listener of the story does with which track of a list."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from devstack.demo.api import expect
from devstack.demo.listener import Item


@dataclass(frozen=True, slots=True)
class Choice:
    """Tracks of one list: three to skip, two to play, one to like."""

    skipped: Sequence[Item]
    played: Sequence[Item]
    liked: Item

    @property
    def count(self) -> int:
        """How many events these are."""
        return len(self.skipped) + len(self.played) + 1


def choose(items: Sequence[Item]) -> Choice:
    """Skip the top three, play the next two, like somebody who stands well below them.

    The liked artist appears nowhere above, so that a climb can come from the like alone.
    """
    above = {item["artist_name"] for item in items[:8]}
    low = [item for item in items[8:] if item["artist_name"] not in above]
    expect(low, "No artist of the list's second half is missing from its first.")
    return Choice(skipped=items[:3], played=items[3:5], liked=low[0])


def event(item: Item, action: str) -> dict[str, Any]:
    """An activity event with an id of its own, which makes sending it again harmless."""
    return {
        "event_id": secrets.token_hex(16),
        "action": action,
        "track_id": item["track_id"],
        "track_name": item["track_name"],
        "artist_name": item["artist_name"],
    }


def best_position(items: Sequence[Item], artist: str) -> int:
    """Where the artist first appears; one past the end if nowhere."""
    positions = [item["position"] for item in items if item["artist_name"] == artist]
    return min(positions, default=len(items) + 1)
