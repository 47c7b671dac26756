"""Activity becomes counts, counts become weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.learning.feedback import Signals, count_of, history_of, weigh_history

signals = st.builds(
    Signals,
    streams=st.integers(0, 10_000),
    likes=st.integers(0, 5),
    shares=st.integers(0, 5),
    early_skips=st.integers(0, 5),
)
counts = st.dictionaries(st.integers(0, 50), st.floats(0.01, 1e6), min_size=1)


def test_a_like_counts_as_several_listens() -> None:
    assert count_of(Signals(likes=1)) > count_of(Signals(streams=3))


def test_liking_twice_is_liking_once() -> None:
    assert count_of(Signals(likes=2, shares=3)) == count_of(Signals(likes=1, shares=1))


def test_an_early_skip_takes_back_a_listen() -> None:
    assert count_of(Signals(streams=3, early_skips=1)) == count_of(Signals(streams=2))


def test_what_was_only_skipped_is_not_part_of_the_history() -> None:
    assert history_of({"a": Signals(early_skips=4), "b": Signals(streams=1)}) == {"b": 1.0}


@given(signals)
def test_a_count_is_never_negative(each: Signals) -> None:
    assert count_of(each) >= 0


@given(counts)
def test_the_mean_weight_is_one(history: dict[int, float]) -> None:
    weights = weigh_history(history)
    assert sum(weights.values()) / len(weights) == pytest.approx(1)


@given(counts)
def test_more_listens_never_weigh_less(history: dict[int, float]) -> None:
    weights = weigh_history(history)
    by_count = sorted(history, key=history.__getitem__)
    assert [weights[item] for item in by_count] == sorted(weights.values())


def test_one_track_on_repeat_does_not_drown_the_rest() -> None:
    weights = weigh_history({"repeat": 10_000, "once": 1})
    assert weights["once"] > 0.1


def test_no_history_has_no_weights() -> None:
    assert weigh_history({}) == {}
    assert weigh_history({"skipped": 0.0}) == {}
