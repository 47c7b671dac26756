"""Links between items are learned, each item on its own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from recommendations.learning.links import Links
from recommendations.learning.matrix import weigh
from recommendations.learning.neighbours import (
    ItemVectors,
    Ridge,
    blocks,
    learn_block,
    learn_links,
)
from recommendations.learning.tests.examples import LIGHT, learned, matrix, populations

# Items 0 and 1 go together, and 2 and 3.
TWO_TASTES = matrix([[3, 2, 0, 0], [1, 4, 0, 0], [0, 0, 5, 1], [0, 0, 2, 2], [1, 1, 0, 1]])


def test_items_played_by_the_same_people_speak_for_each_other() -> None:
    links = learned(TWO_TASTES)
    assert links[0, 1] > links[3, 1]
    assert links[2, 3] > links[0, 3]


def test_with_every_item_as_neighbour_it_is_the_dense_ridge() -> None:
    vectors = weigh(TWO_TASTES).toarray()
    gram = vectors.T @ vectors
    for item in range(4):
        others = [other for other in range(4) if gram[other, item] > 0 and other != item]
        part = gram[np.ix_(others, others)]
        penalty = LIGHT.ridge + LIGHT.diagonal * np.diag(part)
        expected = np.linalg.inv(part + np.diag(penalty)) @ gram[others, item]
        assert learned(TWO_TASTES)[others, item] == pytest.approx(expected, rel=1e-5)


def test_popular_items_get_lighter_links() -> None:
    plain = learned(TWO_TASTES, Ridge(ridge=0.5, popularity=0.0))
    damped = learned(TWO_TASTES, Ridge(ridge=0.5, popularity=0.5))
    listeners = np.diff(TWO_TASTES.tocsc().indptr)
    assert damped == pytest.approx(plain / np.sqrt(listeners), rel=1e-5)


@given(populations())
def test_what_one_listener_alone_plays_is_not_learned(counts: csr_matrix) -> None:
    lonely = np.diff(counts.tocsc().indptr) < 2
    links = learned(counts)
    assert not links[lonely].any()
    assert not links[:, lonely].any()


@given(populations())
def test_no_item_speaks_for_itself(counts: csr_matrix) -> None:
    assert not np.diag(learned(counts)).any()


@given(populations(), st.integers(1, 4))
def test_an_item_has_at_most_k_links_to_it(counts: csr_matrix, k: int) -> None:
    links = learned(counts, Ridge(neighbours=k, ridge=0.5))
    assert (np.count_nonzero(links, axis=0) <= k).all()


@given(populations(), st.integers(1, 5))
def test_the_block_size_changes_nothing_at_all(counts: csr_matrix, size: int) -> None:
    assert np.array_equal(learned(counts, block_size=size), learned(counts))


@given(populations(), st.randoms(use_true_random=False))
def test_blocks_learned_in_any_order_give_the_same_links(counts: csr_matrix, random) -> None:
    items = ItemVectors.of(weigh(counts), LIGHT.min_listeners)
    parts = [learn_block(items, block, LIGHT) for block in blocks(items, 2)]
    whole = learn_links(weigh(counts), LIGHT)
    random.shuffle(parts)
    assert set(_triples(Links.join(parts))) == set(_triples(whole))


@given(populations(), st.data())
def test_numbering_items_and_users_differently_changes_no_link(
    counts: csr_matrix, data: st.DataObject
) -> None:
    users = data.draw(st.permutations(range(counts.shape[0])))
    items = data.draw(st.permutations(range(counts.shape[1])))
    moved = learned(matrix(counts.toarray()[np.ix_(users, items)].tolist()))
    assert moved == pytest.approx(learned(counts)[np.ix_(items, items)], rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("nobody", [matrix([[0, 0]]), csr_matrix((0, 0))])
def test_without_listeners_there_is_nothing_to_learn(nobody: csr_matrix) -> None:
    assert len(learn_links(weigh(nobody))) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"neighbours": 0},
        {"ridge": 0.0},
        {"diagonal": -1.0},
        {"shrinkage": -1.0},
        {"popularity": -0.1},
        {"min_listeners": 1},
    ],
)
def test_parameters_without_an_answer_or_privacy_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=f"out of range: {', '.join(wrong)}$"):
        Ridge(**wrong)  # type: ignore[arg-type]


def _triples(links: Links) -> list[tuple[int, int, float]]:
    columns = links.source.tolist(), links.target.tolist(), links.weight.tolist()
    return list(zip(*columns, strict=True))
