"""How much what was learned counts beside stated tastes: by how much there is to go by."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.ranking import Context, rank
from recommendations.types import Candidate, Reason, Taste, TrackFacts

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CAUSE = Reason("similar", "Song a", evidence=(7,))


def track(name):
    return TrackFacts(name, f"Song {name}", (name,), (f"Band {name}",), "https://open.spotify.com/")


def stated(name, place=0):
    return Candidate(track(name), Taste("genre", "rock"), place, "search")


def learned(name, support, place=0):
    taste = Taste("similar")
    return Candidate(track(name), taste, place, "similar", cause=CAUSE, support=support)


def first(*candidates):
    return rank(candidates, Context(now=NOW, seed="s"), count=1)[0]


@pytest.mark.parametrize(("support", "winner"), [(1, "stated"), (100, "learned")])
def test_tastes_decide_where_little_was_played_and_learning_where_much_was(support, winner):
    assert first(stated("stated"), learned("learned", support)).track.id == winner


def test_the_stronger_of_taste_and_learning_gives_the_reason():
    assert first(stated("both"), learned("both", 100)).reason == CAUSE
    assert first(stated("both"), learned("both", 1)).reason == Reason("genre", "rock")


@given(st.integers(1, 99), st.integers(0, 80))
def test_a_longer_history_never_makes_learning_count_less(support, place):
    less, more = (first(learned("one", known, place)).score for known in (support, support + 1))
    assert less <= more


@given(st.permutations([stated("a"), stated("b", 3), learned("b", 9), learned("c", 9, 1)]))
def test_the_order_of_candidates_does_not_matter(candidates):
    context = Context(now=NOW, seed="s")
    assert rank(candidates, context, count=3) == rank(
        sorted(candidates, key=repr), context, count=3
    )
