"""How well a track is taken, beside the average one."""

from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.learning.feedback import Signals
from recommendations.learning.reception import MIN_LISTENERS, receptions, voice_of

VOICES = (0.0, 0.5, 1.0)
many = st.lists(st.tuples(st.text(max_size=3), st.sampled_from(VOICES)), max_size=200)


def heard(track, listeners, *, praised=0, left=0):
    """Of so many listeners of a track, so many praised it and so many left it."""
    numbers = zip(VOICES, (left, listeners - praised - left, praised), strict=True)
    return [pair for voice, number in numbers for pair in repeat((track, voice), number)]


@pytest.mark.parametrize(
    ("signals", "voice"),
    [
        (Signals(streams=1), 0.5),
        (Signals(streams=2, early_skips=2), 0.5),
        (Signals(streams=1, early_skips=2), 0.0),
        (Signals(early_skips=9, likes=1), 1.0),
        (Signals(shares=2), 1.0),
        (Signals(), None),
    ],
)
def test_a_listener_has_one_voice_whatever_they_did_how_often(signals, voice):
    assert voice_of(signals) == voice
    assert voice_of(signals, rejected=True) == 0.0


def test_one_listener_alone_says_nothing():
    assert dict(receptions(heard("one", MIN_LISTENERS - 1, praised=1))) == {}


def test_praise_lifts_a_track_and_leaving_sinks_it():
    found = dict(receptions(heard("loved", 10, praised=8) + heard("left", 10, left=8)))
    assert found["left"] < 0 < found["loved"]


def test_the_same_from_more_listeners_says_more():
    average = heard("average", 1000, praised=250, left=250)
    told = heard("few", 4, praised=4) + heard("many", 40, praised=40) + average
    found = dict(receptions(told))
    assert 0 < found["few"] < found["many"]


@given(many)
def test_a_reception_lies_between_minus_1_and_1(voices):
    assert all(-1 <= reception <= 1 for _, reception in receptions(voices))


@given(many)
def test_where_all_are_taken_alike_nobody_is_better(voices):
    alike = [(track, 1.0) for track, _ in voices]
    assert all(abs(reception) < 1e-9 for _, reception in receptions(alike))
