"""Similar to what you played, and artists like yours: learned from everyone's activity."""

from collections.abc import Sequence

from recommendations.listeners import Listener
from recommendations.ranking import Weights
from recommendations.similarity import serving
from recommendations.types import Candidate
from recommendations.words import recent_with_words


class ListenedAlike:
    """Tracks that go with the listener's latest tracks, and tracks of artists that go with theirs.

    Both come from neighbour lists, which are read together; their candidates are of the kinds
    ``similar`` and ``similar_artist``.
    """

    def candidates(self, listener: Listener, weights: Weights) -> Sequence[Candidate]:
        """None before the first training, and none for who has done nothing."""
        recent = recent_with_words(listener.recent, listener.said)
        return serving.candidates(recent, weights, without=listener.met)
