"""How good, how wide and how surprising lists are. Means over the tested users."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags_array

from bench.offline.splits import Split

LENGTH = 20
METRICS = ("recall@10", "recall@20", "nDCG@10", "nDCG@20", "coverage", "novelty", "diversity")
_DISCOUNTS = 1 / np.log2(np.arange(2, LENGTH + 2))


def measure(split: Split, lists: Sequence[Sequence[int]]) -> dict[str, float]:
    """All METRICS for one list of at most 20 item columns, best first, for each test user.

    Every item that is not in the user's history competes. Held-out items that nobody is known to
    have listened to count as misses. ``coverage`` is the part of all items that anyone was
    recommended, ``novelty`` the mean of -log2(listeners / users) of what is recommended (an
    item without listeners as if it had one), ``diversity`` 1 minus the mean cosine between the
    items of a list, by their listeners.
    """
    truths = np.split(split.held_out.indices, split.held_out.indptr[1:-1])
    users = [_accuracy(items, truth) for items, truth in zip(lists, truths, strict=True)]
    means = {name: float(np.mean([user[name] for user in users])) for name in users[0]}
    return means | _variety(split.train.counts, lists)


def _accuracy(items: Sequence[int], truth: np.ndarray) -> dict[str, float]:
    hits = np.isin(items, truth)
    found = {}
    for k in (10, 20):
        possible = min(k, len(truth))
        gain = hits[:k] @ _DISCOUNTS[: len(hits[:k])]
        found[f"recall@{k}"] = hits[:k].sum() / possible
        found[f"nDCG@{k}"] = gain / _DISCOUNTS[:possible].sum()
    return found


def _variety(train: csr_matrix, lists: Sequence[Sequence[int]]) -> dict[str, float]:
    vectors, listeners = unit_vectors(train)
    information = -np.log2(np.maximum(listeners, 1) / train.shape[0])
    several = [list(items) for items in lists if len(items) > 1]
    return {
        "coverage": len({item for items in lists for item in items}) / train.shape[1],
        "novelty": float(np.mean([information[list(items)].mean() for items in lists if items])),
        "diversity": 1 - float(np.mean([_likeness(vectors[items]) for items in several])),
    }


def unit_vectors(train: csr_matrix) -> tuple[csr_matrix, np.ndarray]:
    """Items x users, each row of length 1 (0 without listeners), and the listeners of each."""
    items = (train > 0).T.tocsr().astype(np.float64)
    listeners = np.diff(items.indptr)
    return (diags_array(1 / np.sqrt(np.maximum(listeners, 1))) @ items).tocsr(), listeners


def _likeness(vectors: csr_matrix) -> float:
    """Mean cosine of all pairs of rows: the squared length of their sum, less themselves."""
    total = np.square(vectors.sum(axis=0)).sum() - np.count_nonzero(np.diff(vectors.indptr))
    return total / (vectors.shape[0] * (vectors.shape[0] - 1))
