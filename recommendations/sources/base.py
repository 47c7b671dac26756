"""What every source offers."""

from collections.abc import Iterable
from typing import Protocol

from recommendations.types import Taste, TrackFacts


class Source(Protocol):
    """Finds tracks for a taste.

    ``name`` is stored with each candidate and must never change. A ``fallback`` is asked only
    if the sources before it gave nothing. An ``upstream`` source asks somebody outside, and its
    facts are new. What a ``near`` source gives is not of the taste, only close to it.
    """

    name: str
    upstream: bool
    fallback: bool
    near: bool

    def serves(self, taste: Taste) -> bool:
        """Whether this source knows anything about such tastes."""

    def tracks(self, taste: Taste, turn: int) -> Iterable[TrackFacts]:
        """Tracks for the taste, best first.

        ``turn`` counts the fills of this pool, so that each can look elsewhere. Raises
        SpotifyError if the source cannot be asked (any more); what came before it counts.
        """
