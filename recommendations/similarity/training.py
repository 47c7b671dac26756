"""From what everyone did and said to a version of the similarities that is served.

Memory: 16 bytes for each pair of a listener and an item, and what ``learning.neighbours`` says; for
artists also the names of those who share a track.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np
from django.db import connection
from scipy.sparse import csr_matrix

from recommendations.learning import on_spark
from recommendations.learning.links import NeighbourLists, truncate
from recommendations.learning.matrix import Interactions, gather, weigh
from recommendations.learning.neighbours import Ridge, learn_links
from recommendations.models import SimilarItem, SimilarityVersion
from recommendations.similarity import store, versions
from recommendations.similarity.counting import counts

# Below these bounds chance would be learned, and one listener could be told from a list: so many
# listeners, and so many items that at least Ridge.min_listeners of them share.
MIN_LISTENERS = 10
MIN_ITEMS = 20


@dataclass(frozen=True, slots=True)
class Training:
    """How a training went, in a sentence; ``version`` is None if nothing was trained."""

    sentence: str
    version: SimilarityVersion | None = None


def train(kind: Literal["track", "artist"], *, spark_master: str = "") -> Training:
    """Learn which items of a kind go together from all that was ever done and said, and serve it.

    On this machine, or on the Apache Spark at ``spark_master``. Nothing is trained below the
    bounds, or while another process trains the same kind; the active version then stays.
    """
    with _alone(kind) as first:
        if not first:
            return Training(f"Nothing trained: {kind} is being trained elsewhere.")
        began = time.monotonic()
        ridge = Ridge()
        gathered = gather(counts(kind))
        listeners = np.diff(gathered.counts.tocsc().indptr)
        items = int(np.count_nonzero(listeners >= ridge.min_listeners))
        if len(gathered.users) < MIN_LISTENERS or items < MIN_ITEMS:
            return Training(_too_thin(kind, len(gathered.users), items))
        lists = _learn(gathered.counts, ridge, spark_master)
        version = versions.begin(
            kind,
            parameters=asdict(ridge) | {"engine": "spark" if spark_master else "local"},
            listeners=len(gathered.users),
            interactions=int(gathered.counts.nnz),
            items=items,
            links=len(lists.weights),
            training_ms=round(1000 * (time.monotonic() - began)),
        )
        store.write(_rows(version, gathered, listeners, lists, ridge.min_listeners))
        versions.complete(version)
        return Training(_done(version), version)


def _learn(matrix: csr_matrix, ridge: Ridge, spark_master: str) -> NeighbourLists:
    if spark_master:
        return on_spark.learn_lists(matrix, ridge, master=spark_master)
    return truncate(learn_links(weigh(matrix), ridge), matrix.shape[1])


def _rows(
    version: SimilarityVersion,
    gathered: Interactions[int, str],
    listeners: np.ndarray,
    lists: NeighbourLists,
    min_listeners: int,
) -> Iterator[SimilarItem]:
    """A row for each item that was learned; what fewer play is not even named."""
    for number in np.flatnonzero(listeners >= min_listeners).tolist():
        neighbours, weights = lists.of(number)
        yield SimilarItem(
            version=version,
            number=number,
            key=gathered.items[number],
            listeners=int(listeners[number]),
            neighbours=neighbours.tolist(),
            weights=weights.tolist(),
        )


@contextmanager
def _alone(kind: str) -> Iterator[bool]:
    """Whether this process is the only one to train the kind; PostgreSQL keeps the lock.

    A lock of the session, since a transaction of minutes would hold up the counting of activity.
    """
    values = ["train similarity", kind]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s), hashtext(%s))", values)
        (first,) = cursor.fetchone()
        try:
            yield first
        finally:
            if first:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s), hashtext(%s))", values)


def _too_thin(kind: str, listeners: int, items: int) -> str:
    return (
        f"Nothing trained: {listeners} listeners and {items} shared {kind}s are too few; "
        f"it takes {MIN_LISTENERS} and {MIN_ITEMS}."
    )


def _done(version: SimilarityVersion) -> str:
    return (
        f"Version {version.pk} of {version.kind}s is served: {version.listeners} listeners, "
        f"{version.items} items, {version.links} links, learned in {version.training_ms} ms."
    )
