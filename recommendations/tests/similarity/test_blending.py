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


@pytest.mark.parametrize(("support", "winner"), [(0.2, "stated"), (0.95, "learned")])
def test_tastes_decide_where_learning_says_little_and_learning_where_it_says_much(support, winner):
    assert first(stated("stated"), learned("learned", support)).track.id == winner


def test_the_stronger_of_taste_and_learning_gives_the_reason():
    assert first(stated("both"), learned("both", 0.95)).reason == CAUSE
    assert first(stated("both"), learned("both", 0.2)).reason == Reason("genre", "rock")


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 80))
def test_the_more_was_learned_the_more_it_counts(one, other, place):
    less, more = (first(learned("one", each, place)).score for each in sorted([one, other]))
    assert less <= more


@given(st.permutations([stated("a"), stated("b", 3), learned("b", 0.9), learned("c", 0.9, 1)]))
def test_the_order_of_candidates_does_not_matter(candidates):
    context = Context(now=NOW, seed="s")
    assert rank(candidates, context, count=3) == rank(
        sorted(candidates, key=repr), context, count=3
    )
