"""Turning a scored list towards what is less known and less alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from recommendations.learning.scoring import Scored

Item = TypeVar("Item", int, str)


def favour_lesser_known(
    scored: Sequence[Scored[Item]], listeners: Mapping[Item, int], exponent: float
) -> list[Scored[Item]]:
    """Divide each score by listeners^exponent and order anew, best first.

    Scores already carry listeners^-0.1 from learning, so an exponent of 0.2 makes it 0.3: a
    list for exploring, from the lists that are stored for every use. Evidence stays as it is.
    Items that ``listeners`` does not hold count as having one.
    """
    leaned = [
        replace(each, score=each.score / listeners.get(each.item, 1) ** exponent) for each in scored
    ]
    return sorted(leaned, key=lambda each: (-each.score, each.item))


def spread(
    scored: Sequence[Scored[Item]],
    similarity: Callable[[Item, Item], float],
    *,
    relevance: float = 0.7,
    limit: int = 20,
) -> list[Scored[Item]]:
    """Choose ``limit`` of ``scored`` (best first), each time the best that is unlike the chosen.

    Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): the next item has the
    highest relevance x score - (1 - relevance) x its similarity to the most similar chosen one,
    scores being relative to the best. ``similarity`` and ``relevance`` lie between 0 and 1; at
    relevance 1 the order stays. Costs ``limit`` x ``len(scored)`` calls of ``similarity``.
    """
    best = scored[0].score if scored else 1.0
    waiting = {each.item: each for each in scored}
    nearest = dict.fromkeys(waiting, 0.0)
    chosen: list[Scored[Item]] = []

    def worth(item: Item) -> float:
        return relevance * waiting[item].score / best - (1 - relevance) * nearest[item]

    while waiting and len(chosen) < limit:
        pick = max(waiting, key=worth)
        chosen.append(waiting.pop(pick))
        for item in waiting:
            nearest[item] = max(nearest[item], similarity(pick, item))
    return chosen
