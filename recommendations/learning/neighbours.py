"""Learning which items speak for an item: a ridge regression on its neighbourhood.

For an item j let N be the K items most similar to it, G the items' gram matrix of weights and
G_N its part for N. The weights that best foretell j from N are

    w = (G_N + diag(ridge + diagonal * diag(G_N)))^-1 G_Nj,    then w / listeners(j)^popularity

The dense form, all items at once, is EASE (Steck, WWW 2019); a penalty that grows with an item's
own diagonal is dropout on the input (Steck, NeurIPS 2020, "Autoencoders that don't overfit
towards the identity"); regressing on a neighbourhood only follows SLIM's feature selection
(Ning and Karypis, ICDM 2011) and the sparse approximation in Steck, NeurIPS 2019. Dividing by
popularity keeps the well known from filling every list.

Each item is solved on its own from the same input, so that blocks of items can be learned in any
order, in other processes or on other machines, and always give the same links.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve
from scipy.sparse import csr_matrix

from recommendations.learning.links import Links

# Similarities are compared to this many decimals: the last bits of a sum depend on its order,
# and must not decide who is a neighbour.
_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Ridge:
    """The parameters, as tuned on a validation split (``docs/quality.md``).

    ``neighbours`` is K. ``shrinkage`` is added to the cosine's denominator, so that two items
    that hardly anyone knows are not alike by chance. Items with fewer than ``min_listeners``
    listeners are neither learned nor learned from: what one person alone plays stays private.

    Raises ValueError where the regression would have no answer or no privacy.
    """

    neighbours: int = 100
    shrinkage: float = 1.0
    ridge: float = 20.0
    diagonal: float = 1.0
    popularity: float = 0.1
    min_listeners: int = 2

    def __post_init__(self) -> None:
        checks = {
            "neighbours": self.neighbours >= 1,
            "shrinkage": self.shrinkage >= 0,
            "ridge": self.ridge > 0,
            "diagonal": self.diagonal >= 0,
            "popularity": self.popularity >= 0,
            "min_listeners": self.min_listeners >= 2,
        }
        wrong = [name for name, fine in checks.items() if not fine]
        if wrong:
            raise ValueError(f"out of range: {', '.join(wrong)}")


@dataclass(frozen=True, slots=True)
class ItemVectors:
    """The items that may be learned, one row of listeners' weights each.

    ``columns[r]`` is the column that row r of ``vectors`` has in the matrix learned from,
    ``energies[r]`` the row's sum of squares, ``listeners[r]`` its number of stored entries.
    """

    vectors: csr_matrix
    columns: np.ndarray
    energies: np.ndarray
    listeners: np.ndarray

    @classmethod
    def of(cls, weights: csr_matrix, min_listeners: int) -> "ItemVectors":
        """Take from users x items weights the items with enough listeners."""
        by_item = weights.T.tocsr()
        by_item.sort_indices()
        listeners = np.diff(by_item.indptr)
        columns = np.flatnonzero(listeners >= min_listeners)
        vectors = by_item[columns]
        energies = np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel()
        return cls(vectors, columns, energies, listeners[columns])

    def __len__(self) -> int:
        return len(self.columns)


def learn_links(weights: csr_matrix, ridge: Ridge | None = None, block_size: int = 256) -> Links:
    """Learn, from users x items weights, at most K links to each item.

    Beside its input it holds one block at a time: at most 12 x ``block_size`` bytes for each
    item, less where few items share a listener.
    """
    ridge = ridge or Ridge()
    items = ItemVectors.of(weights, ridge.min_listeners)
    return Links.join(learn_block(items, block, ridge) for block in blocks(items, block_size))


def blocks(items: ItemVectors, size: int) -> Iterator[range]:
    """Runs of row numbers that cover all items."""
    return (range(at, min(at + size, len(items))) for at in range(0, len(items), size))


def learn_block(items: ItemVectors, block: Sequence[int], ridge: Ridge) -> Links:
    """The links to the items in these rows, whatever else is in the block.

    Numbers in the answer are columns of the matrix learned from.
    """
    grams = (items.vectors[list(block)] @ items.vectors.T).tocsr()
    parts = []
    for place, row in enumerate(block):
        own = slice(grams.indptr[place], grams.indptr[place + 1])
        parts.append(_learn_item(items, row, grams.indices[own], grams.data[own], ridge))
    return Links.join(parts)


def _learn_item(
    items: ItemVectors, row: int, others: np.ndarray, gram: np.ndarray, ridge: Ridge
) -> Links:
    """The links to one item; ``gram`` is its product with each of ``others``."""
    near = _nearest(items, row, others, gram, ridge)
    sources, right = others[near], gram[near]
    if not len(sources):
        return Links.of([], [], [])
    vectors = items.vectors[sources]
    left = (vectors @ vectors.T).toarray()
    left[np.diag_indices_from(left)] += ridge.ridge + ridge.diagonal * items.energies[sources]
    solution = solve(left, right, assume_a="pos", check_finite=False)
    weight = solution / items.listeners[row] ** ridge.popularity
    return Links.of(items.columns[sources], np.full(len(near), items.columns[row]), weight)


def _nearest(
    items: ItemVectors, row: int, others: np.ndarray, gram: np.ndarray, ridge: Ridge
) -> np.ndarray:
    """Places in ``others`` of the K most similar items, the item itself left out."""
    norms = np.sqrt(items.energies[others] * items.energies[row])
    cosines = np.round(gram / (norms + ridge.shrinkage), _DECIMALS)
    cosines[others == row] = 0.0
    order = np.lexsort((others, -cosines))[: ridge.neighbours]
    return order[cosines[order] > 0]
