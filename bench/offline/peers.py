"""The recommenders of the package ``implicit``, tuned on the validation split.

Imported only where that package is: it is no requirement of this project. All of them get the
weights that ours gets; with counts as they are the neighbours by cosine and BM25 do far worse.
"""

from collections.abc import Callable

import numpy as np
from implicit.als import AlternatingLeastSquares
from implicit.bpr import BayesianPersonalizedRanking
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender
from scipy.sparse import csr_matrix

from bench.offline.contenders import Lister
from bench.offline.metrics import LENGTH
from recommendations.learning.matrix import weigh

SEED = 1  # of the factors' first values


def cosine(train: csr_matrix, neighbours: int = 1000) -> dict[str, Lister]:
    """Item neighbours by cosine."""
    model = CosineRecommender(K=neighbours, num_threads=1)
    model.fit(weigh(train), show_progress=False)
    return {"implicit cosine": _by_history(model)}


def bm25(
    train: csr_matrix, neighbours: int = 500, k1: float = 0.4, b: float = 0.3
) -> dict[str, Lister]:
    """Item neighbours by BM25."""
    model = BM25Recommender(K=neighbours, K1=k1, B=b, num_threads=1)
    model.fit(weigh(train), show_progress=False)
    return {"implicit BM25": _by_history(model)}


def als(
    train: csr_matrix, factors: int = 128, regularization: float = 30.0, alpha: float = 10.0
) -> dict[str, Lister]:
    """Weighted matrix factorisation; a user's factors are solved anew from the history."""
    model = AlternatingLeastSquares(
        factors=factors,
        regularization=regularization,
        alpha=alpha,
        random_state=SEED,
        num_threads=1,
    )
    model.fit(weigh(train), show_progress=False)
    return {"implicit ALS": _by_history(model, recalculate_user=True)}


def bpr(
    train: csr_matrix,
    factors: int = 64,
    rate: float = 0.05,
    regularization: float = 0.003,
    iterations: int = 300,
) -> dict[str, Lister]:
    """Pairwise ranking; a user's factors are the mean of the history's items'.

    It has no rule for unseen users; this one also served the users seen in training better
    than the factors learned for them, which take what is held out for disliked.
    """
    model = BayesianPersonalizedRanking(
        factors=factors,
        learning_rate=rate,
        regularization=regularization,
        iterations=iterations,
        random_state=SEED,
        num_threads=1,
    )
    model.fit(weigh(train), show_progress=False)

    def recommend(history: csr_matrix) -> list[list[int]]:
        scores = _folded_in(model, history) @ model.item_factors.T
        scores[history.nonzero()] = -np.inf
        return np.argsort(-scores, axis=1, kind="stable")[:, :LENGTH].tolist()

    return {"implicit BPR": recommend}


FAMILIES: tuple[Callable[[csr_matrix], dict[str, Lister]], ...] = (cosine, bm25, als, bpr)


def _folded_in(model: BayesianPersonalizedRanking, history: csr_matrix) -> np.ndarray:
    """User factors as long as those learned, pointing where the history's items do.

    The last factor multiplies the items' biases and is 1, as in the model.
    """
    means = weigh(history) @ model.item_factors / np.diff(history.indptr)[:, None]
    usual = np.linalg.norm(model.user_factors[:, :-1], axis=1).mean()
    means *= usual / np.linalg.norm(means[:, :-1], axis=1, keepdims=True)
    means[:, -1] = 1
    return means


def _by_history(model: CosineRecommender, **options: bool) -> Lister:
    """Lists from each user's weighed history, without what it holds."""

    def recommend(history: csr_matrix) -> list[list[int]]:
        users = np.arange(history.shape[0])
        items, scores = model.recommend(users, weigh(history), N=LENGTH, **options)
        return [found[value > -np.inf].tolist() for found, value in zip(items, scores, strict=True)]

    return recommend
