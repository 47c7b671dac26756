"""Scores for one listener, and what caused them. Plain Python: fast enough without numpy."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Generic, TypeVar

Item = TypeVar("Item", int, str)


@dataclass(frozen=True, slots=True)
class Evidence(Generic[Item]):
    """An item of the listener's history and how much it added to a score; above 0."""

    item: Item
    contribution: float


@dataclass(frozen=True, slots=True)
class Scored(Generic[Item]):
    """An item on offer; ``evidence`` is what spoke for it, strongest first."""

    item: Item
    score: float
    evidence: tuple[Evidence[Item], ...]


def score(
    history: Mapping[Item, float],
    neighbours_of: Mapping[Item, Sequence[tuple[Item, float]]],
    *,
    limit: int = 500,
    excluded: Collection[Item] = frozenset(),
    evidence: int = 3,
) -> list[Scored[Item]]:
    """The ``limit`` items that a history speaks for most, best first.

    ``history`` holds weights (``feedback.weigh_history``), ``neighbours_of`` the stored lists of
    its items; items without a list add nothing. An item's score is the sum, over the history, of
    weight x link; what is in the history or ``excluded`` is left out, and so is whatever does
    not come out above 0. Links against an item lower its score, but only what spoke for it is
    evidence, at most ``evidence`` items of it. Equal scores stand in order of item, so the same
    input gives the same list however it was ordered.
    """
    totals = _totals(history, neighbours_of)
    offered = (
        (-total, item)
        for item, total in totals.items()
        if total > 0 and item not in history and item not in excluded
    )
    best = nsmallest(limit, offered)
    reasons = _evidence(history, neighbours_of, {item for _, item in best})
    return [Scored(item, -total, _strongest(reasons[item], evidence)) for total, item in best]


def _totals(
    history: Mapping[Item, float], neighbours_of: Mapping[Item, Sequence[tuple[Item, float]]]
) -> dict[Item, float]:
    totals: dict[Item, float] = defaultdict(float)
    for item in sorted(history):  # sums of floats depend on their order
        weight = history[item]
        for neighbour, link in neighbours_of.get(item, ()):
            totals[neighbour] += weight * link
    return totals


def _evidence(
    history: Mapping[Item, float],
    neighbours_of: Mapping[Item, Sequence[tuple[Item, float]]],
    chosen: Collection[Item],
) -> dict[Item, list[Evidence[Item]]]:
    """What spoke for the chosen items. A second pass, since few of the scored are chosen."""
    found: dict[Item, list[Evidence[Item]]] = {item: [] for item in chosen}
    for item, weight in history.items():
        for neighbour, link in neighbours_of.get(item, ()):
            if neighbour in found and weight * link > 0:
                found[neighbour].append(Evidence(item, weight * link))
    return found


def _strongest(found: list[Evidence[Item]], count: int) -> tuple[Evidence[Item], ...]:
    return tuple(nsmallest(count, found, key=lambda each: (-each.contribution, each.item)))
