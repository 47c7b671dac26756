"""Every number that decides an order, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from recommendations.types import Kind


def _kinds() -> Mapping[Kind, float]:
    return {"artist": 0.8, "genre": 0.7, "mood": 0.6, "everyone": 0.2}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts.

    ``kinds`` is the belief, 0 to 1, that a pool's best candidate suits someone with that taste.
    ``rank_half`` is the rank at which a pool's belief has halved. ``artist`` and ``genre`` are
    the most that feedback can add or take; ``popularity`` the most that fame can add. ``jitter``
    lets near-equals change places from day to day. ``prior`` is how many pieces of feedback it
    takes until they count half.
    """

    kinds: Mapping[Kind, float] = field(default_factory=_kinds)
    rank_half: float = 60.0
    artist: float = 0.5
    genre: float = 0.2
    popularity: float = 0.05
    jitter: float = 0.08
    prior: float = 2.0
    heard_for: timedelta = timedelta(days=30)
    per_artist: int = 2


DEFAULT = Weights()
