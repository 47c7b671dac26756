"""A list is turned towards the lesser known and the unlike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.learning.discovery import favour_lesser_known, spread
from recommendations.learning.scoring import Scored

scored_lists = st.dictionaries(st.integers(0, 20), st.floats(0.01, 5), min_size=1).map(
    lambda scores: sorted(
        (Scored(item, value, ()) for item, value in scores.items()),
        key=lambda each: (-each.score, each.item),
    )
)


def same_parity(one: int, other: int) -> float:
    return float(one % 2 == other % 2)


def test_a_less_known_item_overtakes_one_that_scored_a_little_more() -> None:
    scored = [Scored("hit", 1.0, ()), Scored("gem", 0.9, ())]
    assert favour_lesser_known(scored, {"hit": 900, "gem": 3}, 0.2)[0].item == "gem"


def test_the_score_is_divided_by_a_power_of_the_listeners() -> None:
    leaned = favour_lesser_known([Scored("hit", 1.0, ())], {"hit": 100}, 0.5)
    assert leaned[0].score == pytest.approx(0.1)


@given(scored_lists)
def test_without_an_exponent_nothing_moves(scored) -> None:
    assert favour_lesser_known(scored, {each.item: each.item for each in scored}, 0.0) == scored


def test_the_unlike_comes_before_more_of_the_same() -> None:
    scored = [Scored(0, 1.0, ()), Scored(2, 0.9, ()), Scored(1, 0.8, ())]
    assert [each.item for each in spread(scored, same_parity)] == [0, 1, 2]


@given(scored_lists)
def test_at_full_relevance_the_order_stays(scored) -> None:
    assert spread(scored, same_parity, relevance=1.0, limit=99) == scored


@given(scored_lists, st.floats(0, 1), st.integers(1, 30))
def test_the_best_comes_first_and_nothing_twice(scored, relevance, limit) -> None:
    chosen = spread(scored, same_parity, relevance=relevance, limit=limit)
    assert chosen[0] == scored[0] or relevance == 0
    assert len(chosen) == min(limit, len(scored))
    assert len({each.item for each in chosen}) == len(chosen)


@given(scored_lists)
def test_a_longer_list_begins_with_the_shorter_one(scored) -> None:
    assert spread(scored, same_parity, limit=9)[:3] == spread(scored, same_parity, limit=3)


def test_nothing_scored_is_nothing_chosen() -> None:
    assert spread([], same_parity) == []
