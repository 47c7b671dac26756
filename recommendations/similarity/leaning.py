"""Turning what was learned towards the familiar or the adventurous. Pure."""

from collections.abc import Mapping, Sequence
from math import sqrt

from recommendations.learning.discovery import favour_lesser_known, spread
from recommendations.learning.scoring import Scored
from recommendations.ranking import Weights

# Of how many of an item's causes its likeness to others is told.
CAUSES = 8
# The places at the top that are chosen for being unlike, and how many compete for them.
_PLACES, _COMPETE = 30, 100


def lean(
    scored: Sequence[Scored[int]], listeners: Mapping[int, int], weights: Weights
) -> list[Scored[int]]:
    """Order anew, best first: by ``weights.lesser_known`` and, at the top, ``weights.unlike``.

    ``scored`` is sorted, best first, with up to ``CAUSES`` pieces of evidence each. Two items are
    alike as far as the same of the listener's own items speak for both (cosine of what each adds),
    so that no more has to be stored than what scores are made of.
    """
    if weights.lesser_known:
        scored = favour_lesser_known(scored, listeners, weights.lesser_known)
    if not weights.unlike or not scored:
        return list(scored)
    causes = {each.item: _unit(each) for each in scored[:_COMPETE]}

    def likeness(one: int, other: int) -> float:
        theirs = causes[other]
        return sum(share * theirs.get(item, 0.0) for item, share in causes[one].items())

    top = spread(scored[:_COMPETE], likeness, relevance=1 - weights.unlike, limit=_PLACES)
    chosen = {each.item for each in top}
    return [*top, *(each for each in scored if each.item not in chosen)]


def _unit(scored: Scored[int]) -> dict[int, float]:
    length = sqrt(sum(each.contribution**2 for each in scored.evidence)) or 1.0
    return {each.item: each.contribution / length for each in scored.evidence}
