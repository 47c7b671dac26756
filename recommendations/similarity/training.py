"""From everyone's activity to a version of the similarities that is served.

Memory: 16 bytes for each pair of a listener and an item, and what ``learning.neighbours`` says.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np
from django.db import connection

from analytics import selectors as analytics
from recommendations.learning.feedback import Signals, count_of
from recommendations.learning.links import NeighbourLists, truncate
from recommendations.learning.matrix import Interactions, gather, weigh
from recommendations.learning.neighbours import Ridge, learn_links
from recommendations.models import SimilarItem, SimilarityVersion
from recommendations.similarity import store, versions

# Below these bounds chance would be learned, and one listener could be told from a list: so many
# listeners, and so many items that at least Ridge.min_listeners of them share.
MIN_LISTENERS = 10
MIN_ITEMS = 20


@dataclass(frozen=True, slots=True)
class Training:
    """How a training went, in a sentence; ``version`` is None if nothing was trained."""

    sentence: str
    version: SimilarityVersion | None = None


def train(kind: Literal["track", "artist"]) -> Training:
    """Learn which items of a kind go together from all that was ever done, and serve it.

    Nothing is trained below the bounds, or while another process trains the same kind; the
    active version then stays.
    """
    with _alone(kind) as first:
        if not first:
            return Training(f"Nothing trained: {kind} is being trained elsewhere.")
        began = time.monotonic()
        ridge = Ridge()
        gathered = gather(_counted(kind))
        listeners = np.diff(gathered.counts.tocsc().indptr)
        items = int(np.count_nonzero(listeners >= ridge.min_listeners))
        if len(gathered.users) < MIN_LISTENERS or items < MIN_ITEMS:
            return Training(_too_thin(kind, len(gathered.users), items))
        links = learn_links(weigh(gathered.counts), ridge)
        lists = truncate(links, len(gathered.items))
        version = versions.begin(
            kind,
            parameters=asdict(ridge),
            listeners=len(gathered.users),
            interactions=int(gathered.counts.nnz),
            items=items,
            links=len(lists.weights),
            training_ms=round(1000 * (time.monotonic() - began)),
        )
        store.write(_rows(version, gathered, listeners, lists, ridge.min_listeners))
        versions.complete(version)
        return Training(_done(version), version)


def _counted(kind: Literal["track", "artist"]) -> Iterator[tuple[int, str, float]]:
    for each in analytics.interactions(kind):
        signals = Signals(each.streams, each.likes, each.shares, each.early_skips)
        yield each.user_id, each.key, count_of(signals)


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
