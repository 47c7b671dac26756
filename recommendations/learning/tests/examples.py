"""Small populations to learn from."""

import numpy as np
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from recommendations.learning.links import Links, truncate
from recommendations.learning.matrix import weigh
from recommendations.learning.neighbours import Ridge, learn_links

# Few listeners need a light hand: the default parameters are for thousands.
LIGHT = Ridge(ridge=0.5, diagonal=0.1, popularity=0.0)


def matrix(rows: list[list[float]]) -> csr_matrix:
    """Users x items counts from nested lists."""
    return csr_matrix(np.asarray(rows, float))


def learned(counts: csr_matrix, ridge: Ridge = LIGHT, block_size: int = 256) -> np.ndarray:
    """Learned links as a dense sources x targets array."""
    return dense(learn_links(weigh(counts), ridge, block_size), counts.shape[1])


def dense(links: Links, items: int) -> np.ndarray:
    """Links as a dense sources x targets array."""
    array = np.zeros((items, items))
    array[links.source, links.target] = links.weight
    return array


def served(counts: csr_matrix, per_item: int = 200) -> dict[int, list[tuple[int, float]]]:
    """Neighbour lists as serving gets them."""
    links = learn_links(weigh(counts), LIGHT)
    lists = truncate(links, counts.shape[1], per_item)
    return dict(lists.named(range(counts.shape[1])))


@st.composite
def populations(draw: st.DrawFn) -> csr_matrix:
    """Users x items counts, about a third of them above 0."""
    users, items = draw(st.integers(2, 12)), draw(st.integers(2, 10))
    count = st.one_of(st.just(0), st.just(0), st.integers(1, 50))
    row = st.lists(count, min_size=items, max_size=items)
    return matrix(draw(st.lists(row, min_size=users, max_size=users)))
