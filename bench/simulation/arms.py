"""Who recommends: the rules that all keep, and the baselines."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence, Set

import numpy as np

from bench.simulation.population import Population, Reaction

PER_ARTIST = 2  # in one list, as in the product
Reactions = Sequence[dict[int, Reaction]]  # of each listener, by track


class Arm(ABC):
    """Recommends to a population of its own, so that no arm learns from another's lists."""

    name: str

    @abstractmethod
    def choose(
        self, listener: int, heard: Set[int], offer: np.ndarray, count: int
    ) -> Sequence[int]:
        """At most ``count`` tracks of the offer that the listener has not heard."""

    @abstractmethod
    def learn(self, reactions: Reactions) -> None:
        """Take in what came of one round."""


def pick(
    order: Iterable[int], population: Population, heard: Set[int], count: int
) -> Sequence[int]:
    """The first ``count`` of the order that are unheard, few enough of each artist."""
    artists: Counter[str] = Counter()
    chosen: list[int] = []
    for track in order:
        artist = population.tracks[track].artist.id
        if track not in heard and artists[artist] < PER_ARTIST:
            artists[artist] += 1
            chosen.append(track)
            if len(chosen) == count:
                break
    return chosen


class AtRandom(Arm):
    """Random tracks of all that is on offer."""

    name = "random"

    def __init__(self, population: Population, seed: int) -> None:
        self._population = population
        self._dice = np.random.default_rng(seed)

    def choose(
        self, listener: int, heard: Set[int], offer: np.ndarray, count: int
    ) -> Sequence[int]:
        """Drawn anew each time."""
        return pick(self._dice.permutation(offer), self._population, heard, count)

    def learn(self, reactions: Reactions) -> None:
        """Chance learns nothing."""


class AtRandomOfStated(AtRandom):
    """Random tracks of the genres that the listener named: what a form alone can do."""

    name = "stated"

    def choose(
        self, listener: int, heard: Set[int], offer: np.ndarray, count: int
    ) -> Sequence[int]:
        """Of other genres only when those are used up."""
        stated = set(self._population.stated[listener])
        order = self._dice.permutation(offer).tolist()
        order.sort(key=lambda track: stated.isdisjoint(self._population.tracks[track].genres))
        return pick(order, self._population, heard, count)


class MostPopular(Arm):
    """What this arm's listeners liked and played most; equals, and so the first lists, by lot."""

    name = "popular"
    worth: dict[Reaction, int] = {"like": 5, "play": 1, "skip": -1}  # as learning counts them

    def __init__(self, population: Population, seed: int) -> None:
        self._population = population
        self._dice = np.random.default_rng(seed)
        self._counts = np.zeros(len(population.tracks))

    def choose(
        self, listener: int, heard: Set[int], offer: np.ndarray, count: int
    ) -> Sequence[int]:
        """The best counts that the listener has not heard."""
        lots = self._dice.random(len(offer))
        order = offer[np.lexsort((lots, -self._counts[offer]))]
        return pick(order, self._population, heard, count)

    def learn(self, reactions: Reactions) -> None:
        """Count them."""
        for of_listener in reactions:
            for track, reaction in of_listener.items():
                self._counts[track] += self.worth[reaction]
