"""Rows of activity become a matrix, and its weights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from recommendations.learning.feedback import weigh_history
from recommendations.learning.matrix import gather, weigh
from recommendations.learning.tests.examples import matrix, populations

rows = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 5), st.integers(0, 9)))


def test_repeated_pairs_add_up() -> None:
    assert gather([("ann", "song", 2), ("ann", "song", 3)]).counts.toarray().tolist() == [[5]]


def test_rows_that_count_nothing_bring_no_user_and_no_item() -> None:
    found = gather([("ann", "song", 1), ("bob", "other", 0)])
    assert (found.users, found.items) == (["ann"], ["song"])


def test_names_stand_in_order_whoever_came_first() -> None:
    found = gather([(2, "b", 1), (1, "c", 4), (2, "a", 3)])
    assert (found.users, found.items) == ([1, 2], ["a", "b", "c"])
    assert found.counts.toarray().tolist() == [[0, 0, 4], [3, 1, 0]]


def test_no_rows_make_an_empty_matrix() -> None:
    assert gather([]).counts.shape == (0, 0)


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(given_rows, random) -> None:
    shuffled = random.sample(given_rows, len(given_rows))
    one, other = gather(given_rows), gather(shuffled)
    assert (one.users, one.items) == (other.users, other.items)
    assert np.array_equal(one.counts.toarray(), other.counts.toarray())


@given(populations())
def test_all_listeners_at_once_weigh_as_each_alone(counts: csr_matrix) -> None:
    weights = weigh(counts)
    for user in range(counts.shape[0]):
        row, own = counts[user], weights[user]
        alone = weigh_history(dict(zip(row.indices.tolist(), row.data.tolist(), strict=True)))
        assert dict(zip(own.indices.tolist(), own.data, strict=True)) == pytest.approx(alone)


def test_weighing_leaves_the_counts_as_they_were() -> None:
    counts = matrix([[1, 0, 7]])
    weigh(counts)
    assert counts.toarray().tolist() == [[1, 0, 7]]
