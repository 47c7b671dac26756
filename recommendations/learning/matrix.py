"""All listeners' counts as one sparse matrix."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from scipy.sparse import csr_matrix

User = TypeVar("User", int, str)
Item = TypeVar("Item", int, str)


@dataclass(frozen=True, slots=True)
class Interactions(Generic[User, Item]):
    """Who cares how much for what: ``counts`` is users x items, in full listens.

    Row r belongs to ``users[r]`` and column c to ``items[c]``; both are in ascending order, so
    that equal data give an equal matrix in whatever order they came.
    """

    counts: csr_matrix
    users: list[User]
    items: list[Item]


def gather(rows: Iterable[tuple[User, Item, float]]) -> Interactions[User, Item]:
    """Build the matrix from (user, item, count) rows, read once and in any order.

    Repeated pairs add up; rows that count 0 or less are left out. Takes 16 bytes a row while
    reading, and the ids.
    """
    users: dict[User, int] = {}
    items: dict[Item, int] = {}
    row, column, count = array("i"), array("i"), array("d")
    for user, item, value in rows:
        if value > 0:
            row.append(users.setdefault(user, len(users)))
            column.append(items.setdefault(item, len(items)))
            count.append(value)
    user_names, user_places = _in_order(users)
    item_names, item_places = _in_order(items)
    places = user_places[np.asarray(row)], item_places[np.asarray(column)]
    shape = len(user_names), len(item_names)
    return Interactions(csr_matrix((np.asarray(count), places), shape), user_names, item_names)


def weigh(counts: csr_matrix) -> csr_matrix:
    """Turn users x items counts into weights whose mean is 1 for each user.

    The stored entries must be positive. See ``feedback.weigh_history`` for the formula and its
    reason; this is the same for all rows at once. The argument is left as it was.
    """
    logs = np.log1p(counts.data.astype(np.float64))
    lengths = np.diff(counts.indptr)
    owners = np.repeat(np.arange(counts.shape[0]), lengths)
    totals = np.bincount(owners, weights=logs, minlength=counts.shape[0])
    means = totals[owners] / lengths[owners]
    return csr_matrix((logs / means, counts.indices, counts.indptr), counts.shape, copy=True)


def _in_order(places: dict[User, int]) -> tuple[list[User], np.ndarray]:
    """The keys in ascending order, and where in that order each first-seen place went."""
    names = sorted(places)
    moved = np.empty(len(names), np.intp)
    moved[[places[name] for name in names]] = np.arange(len(names))
    return names, moved
