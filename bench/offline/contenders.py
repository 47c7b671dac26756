"""What is compared. A contender learns from users x items counts and then makes lists.

Its lists are for rows of counts, the test users' histories, whether it saw them in training or
not: everything that takes part can start from a history alone.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from bench.offline.metrics import LENGTH, unit_vectors
from recommendations.learning.discovery import favour_lesser_known, spread
from recommendations.learning.feedback import weigh_history
from recommendations.learning.links import truncate
from recommendations.learning.matrix import weigh
from recommendations.learning.neighbours import Ridge, learn_links
from recommendations.learning.scoring import Scored, score
from recommendations.ranking import for_discovery
from recommendations.similarity.leaning import CAUSES, lean

Lister = Callable[[csr_matrix], list[list[int]]]

POOL = 100  # how many of the best the discover list is chosen from
OFFERED = 160  # how many serving orders anew for the preference
KNOBS = (0, 0.25, 0.75, 1)  # 0.5 is ours as it is
DISCOVERY = 0.3 - Ridge().popularity  # what makes the exponent 0.3


def most_popular(train: csr_matrix) -> dict[str, Lister]:
    """What most users listen to and this one does not yet."""
    listeners = np.diff(train.tocsc().indptr)
    order = np.argsort(-listeners, kind="stable").tolist()

    def recommend(history: csr_matrix) -> list[list[int]]:
        known = (set(row.indices.tolist()) for row in history)
        return [_first(order, own) for own in known]

    return {"most popular": recommend}


def ours(train: csr_matrix) -> dict[str, Lister]:
    """The lists as they are stored and served: cut, in single precision, scored in Python."""
    items = train.shape[1]
    stored = dict(truncate(learn_links(weigh(train)), items).named(range(items)))
    vectors, listeners = unit_vectors(train)
    known = dict(enumerate(listeners.tolist()))

    def recommend(history: csr_matrix) -> list[list[int]]:
        return [_items(score(_weights(row), stored, limit=LENGTH)) for row in history]

    def discover(history: csr_matrix) -> list[list[int]]:
        return [_discover(score(_weights(row), stored), known, vectors) for row in history]

    return {"": recommend, "discover": discover}


def ours_by_discovery(train: csr_matrix) -> dict[str, Lister]:
    """The same under the preference for discovery."""
    items = train.shape[1]
    stored = dict(truncate(learn_links(weigh(train)), items).named(range(items)))
    _, listeners = unit_vectors(train)
    known = dict(enumerate(listeners.tolist()))
    return {f"discovery {knob}": _leaning(stored, known, knob) for knob in KNOBS}


def _leaning(
    stored: Mapping[int, Sequence[tuple[int, float]]], known: Mapping[int, int], discovery: float
) -> Lister:
    """The lists of listeners who set the preference ``discovery``, learned part alone."""
    weights = for_discovery(discovery)

    def recommend(history: csr_matrix) -> list[list[int]]:
        scored = (score(_weights(row), stored, limit=OFFERED, evidence=CAUSES) for row in history)
        return [_items(lean(each, known, weights))[:LENGTH] for each in scored]

    return recommend


def _discover(
    scored: list[Scored[int]], listeners: Mapping[int, int], vectors: csr_matrix
) -> list[int]:
    pool = favour_lesser_known(scored, listeners, DISCOVERY)[:POOL]
    own = vectors[_items(pool)]
    cosines = (own @ own.T).toarray().tolist()
    place = {each.item: at for at, each in enumerate(pool)}
    chosen = spread(pool, lambda one, other: cosines[place[one]][place[other]], limit=LENGTH)
    return _items(chosen)


def _weights(row: csr_matrix) -> dict[int, float]:
    return weigh_history(dict(zip(row.indices.tolist(), row.data.tolist(), strict=True)))


def _items(scored: list[Scored[int]]) -> list[int]:
    return [each.item for each in scored]


def _first(order: list[int], known: set[int]) -> list[int]:
    return [item for item in order[: LENGTH + len(known)] if item not in known][:LENGTH]
