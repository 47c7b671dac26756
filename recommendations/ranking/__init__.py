"""Choosing and ordering: pure, deterministic, no framework.

``rank`` is the recipe: exclude, score, diversify. ``rank_on`` goes on behind a list. What decides
how much is in ``weights``, a value that can be replaced as a whole.
"""

from recommendations.ranking.exclusions import is_welcome
from recommendations.ranking.rank import Context, rank, rank_on
from recommendations.ranking.tuning import adjusted
from recommendations.ranking.weights import DEFAULT, Weights, for_discovery

__all__ = [
    "DEFAULT",
    "Context",
    "Weights",
    "adjusted",
    "for_discovery",
    "is_welcome",
    "rank",
    "rank_on",
]
