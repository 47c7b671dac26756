"""What every personal source offers."""

from collections.abc import Sequence
from typing import Protocol

from recommendations.listeners import Listener
from recommendations.ranking import Weights
from recommendations.types import Candidate


class PersonalSource(Protocol):
    """Finds tracks for one listener, in PostgreSQL and memory alone: it calls nobody outside."""

    def candidates(self, listener: Listener, weights: Weights) -> Sequence[Candidate]:
        """Tracks with the reason for each as its ``cause``, and how much there was to go by."""
