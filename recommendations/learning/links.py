"""Which item speaks for which, and how strongly: as learned, and as stored."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Links:
    """Link k: having ``source[k]`` in a history adds ``weight[k]`` to the score of ``target[k]``.

    Items are column numbers of the matrix learned from. Three arrays of one length: int32,
    int32, float32. A weight may be negative: then the source speaks against the target.
    """

    source: np.ndarray
    target: np.ndarray
    weight: np.ndarray

    @classmethod
    def of(cls, source: ArrayLike, target: ArrayLike, weight: ArrayLike) -> "Links":
        """Pack three sequences of one length."""
        return cls(
            np.asarray(source, np.int32),
            np.asarray(target, np.int32),
            np.asarray(weight, np.float32),
        )

    @classmethod
    def join(cls, parts: Iterable["Links"]) -> "Links":
        """All links of several parts, in their order; the parts share no target."""
        listed = list(parts) or [cls.of([], [], [])]
        return cls(
            np.concatenate([part.source for part in listed]),
            np.concatenate([part.target for part in listed]),
            np.concatenate([part.weight for part in listed]),
        )

    def by_range(self, size: int) -> Iterator[tuple[int, "Links"]]:
        """The links by ranges of ``size`` sources: the range's number, and its links.

        In these, sources are counted from the range's first. Ranges without links are left out.
        """
        numbers = self.source // size
        for number in np.unique(numbers).tolist():
            own = numbers == number
            source = self.source[own] - number * size
            yield number, Links.of(source, self.target[own], self.weight[own])

    def __len__(self) -> int:
        return len(self.weight)


@dataclass(frozen=True, slots=True)
class NeighbourLists:
    """For each of n source items, whom it speaks for, strongest first.

    The neighbours of item i are ``neighbours[starts[i]:starts[i + 1]]`` with the ``weights`` at
    the same places. int64 (n + 1), int32 and float32.
    """

    starts: np.ndarray
    neighbours: np.ndarray
    weights: np.ndarray

    @classmethod
    def join(
        cls, ranges: Mapping[int, "NeighbourLists"], size: int, items: int
    ) -> "NeighbourLists":
        """The lists of all ``items`` from those of the ranges that ``Links.by_range`` gave."""
        lengths = np.zeros(items + size, np.int64)
        for number, lists in ranges.items():
            lengths[number * size : (number + 1) * size] = np.diff(lists.starts)
        empty = cls(np.zeros(1, np.int64), np.empty(0, np.int32), np.empty(0, np.float32))
        parts = [empty, *(ranges[number] for number in sorted(ranges))]
        return cls(
            np.concatenate(([0], np.cumsum(lengths[:items]))),
            np.concatenate([part.neighbours for part in parts]),
            np.concatenate([part.weights for part in parts]),
        )

    def of(self, item: int) -> tuple[np.ndarray, np.ndarray]:
        """One item's neighbours and their weights, both possibly empty."""
        own = slice(self.starts[item], self.starts[item + 1])
        return self.neighbours[own], self.weights[own]

    def named(self, items: Sequence[Item]) -> Iterator[tuple[Item, list[tuple[Item, float]]]]:
        """Each item that has neighbours with its list, in the names that columns stand for."""
        for number in np.flatnonzero(np.diff(self.starts)).tolist():
            neighbours, weights = self.of(number)
            pairs = zip(neighbours.tolist(), weights.tolist(), strict=True)
            yield items[number], [(items[neighbour], weight) for neighbour, weight in pairs]

    @property
    def nbytes(self) -> int:
        """Size of the arrays in bytes."""
        return self.starts.nbytes + self.neighbours.nbytes + self.weights.nbytes


def truncate(links: Links, items: int, per_item: int = 200) -> NeighbourLists:
    """Keep the ``per_item`` strongest links of each source, for or against, of ``items`` in all.

    A source that everybody plays speaks for thousands of targets; the cap is what bounds a
    stored row and the time of one answer. Of equal weights the lower target stays.
    """
    order = np.lexsort((links.target, -np.abs(links.weight), links.source))
    lengths = np.bincount(links.source, minlength=items)
    first = np.cumsum(lengths) - lengths
    place = np.arange(len(links)) - np.repeat(first, lengths)
    kept = order[place < per_item]
    starts = np.concatenate(([0], np.cumsum(np.minimum(lengths, per_item))))
    return NeighbourLists(starts.astype(np.int64), links.target[kept], links.weight[kept])
