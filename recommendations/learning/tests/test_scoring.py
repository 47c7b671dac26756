"""A history and stored lists become scores with evidence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from recommendations.learning.feedback import weigh_history
from recommendations.learning.matrix import weigh
from recommendations.learning.neighbours import learn_links
from recommendations.learning.scoring import Evidence, score
from recommendations.learning.tests.examples import LIGHT, dense, populations, served

LISTS = {
    "abba": [("blondie", 0.5), ("cher", 0.25), ("slayer", -0.5)],
    "bowie": [("blondie", 0.25), ("slayer", 0.25), ("abba", 1.0)],
}
weights = st.dictionaries(st.integers(0, 9), st.floats(0.1, 3))
lists = st.dictionaries(
    st.integers(0, 9),
    st.lists(st.tuples(st.integers(0, 9), st.floats(-1, 1)), unique_by=lambda pair: pair[0]),
)


def test_a_score_is_the_sum_of_weight_times_link_best_first() -> None:
    found = score({"abba": 1.0, "bowie": 2.0}, LISTS)
    assert [(each.item, each.score) for each in found] == [("blondie", 1.0), ("cher", 0.25)]


def test_the_evidence_names_what_added_how_much_strongest_first() -> None:
    best = score({"abba": 1.0, "bowie": 3.0}, LISTS)[0]
    assert best.evidence == (Evidence("bowie", 0.75), Evidence("abba", 0.5))


def test_what_spoke_against_an_item_lowers_it_and_is_never_a_reason() -> None:
    slayer = score({"abba": 0.2, "bowie": 1.0}, LISTS)[1]
    assert (slayer.item, slayer.score) == ("slayer", pytest.approx(0.15))
    assert slayer.evidence == (Evidence("bowie", 0.25),)


def test_someone_who_came_after_training_is_scored_by_what_they_play() -> None:
    assert score({"abba": 1.0, "unheard of": 1.0}, LISTS)[0].item == "blondie"


def test_without_history_or_lists_nothing_is_scored() -> None:
    assert score({}, LISTS) == []
    assert score({"abba": 1.0}, {}) == []


def test_what_is_excluded_is_left_out() -> None:
    found = score({"abba": 1.0}, LISTS, excluded={"blondie"})
    assert [each.item for each in found] == ["cher"]


@given(weights, lists, st.integers(0, 5))
def test_a_list_is_positive_ordered_capped_and_new_to_the_listener(history, known, limit) -> None:
    found = score(history, known, limit=limit)
    values = [each.score for each in found]
    assert len(found) <= limit
    assert values == sorted(values, reverse=True)
    assert all(value > 0 for value in values)
    assert not {each.item for each in found} & set(history)


@given(weights, lists)
def test_all_evidence_comes_from_the_history_and_speaks_for_the_item(history, known) -> None:
    for each in score(history, known):
        assert 1 <= len(each.evidence) <= 3
        for evidence in each.evidence:
            link = dict(known[evidence.item])[each.item]
            assert evidence.contribution == history[evidence.item] * link > 0


@given(weights, lists)
def test_the_order_of_the_history_changes_nothing_at_all(history, known) -> None:
    turned = dict(reversed(history.items()))
    assert score(turned, known) == score(history, known)


@given(weights, lists)
def test_a_shorter_list_is_the_head_of_a_longer_one(history, known) -> None:
    assert score(history, known, limit=2) == score(history, known)[:2]


@given(populations())
def test_uncut_lists_score_as_the_matrix_product_does(counts: csr_matrix) -> None:
    row = counts[0]
    history = weigh_history(dict(zip(row.indices.tolist(), row.data.tolist(), strict=True)))
    links = dense(learn_links(weigh(counts), LIGHT), counts.shape[1])
    product = np.asarray(weigh(row) @ links).ravel()
    for each in score(history, served(counts)):
        assert each.score == pytest.approx(product[each.item], abs=1e-9)
