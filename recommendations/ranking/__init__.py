"""Choosing and ordering: pure, deterministic, no framework.

``rank`` is the recipe: exclude, score, diversify.
"""

from recommendations.ranking.rank import Context, rank

__all__ = ["Context", "rank"]
