"""How well a track is taken, beside the average one."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from recommendations.learning.reception import MIN_LISTENERS, receptions


@dataclass(frozen=True)
class Heard:
    """Of so many listeners of a track, so many praised it and so many left it."""

    track_id: str
    listeners: int
    praised: int = 0
    left: int = 0


@st.composite
def heard(draw):
    praised, left, rest = (draw(st.integers(0, 50)) for _ in range(3))
    return Heard(draw(st.text(max_size=3)), praised + left + rest, praised, left)


many = st.lists(heard(), max_size=20, unique_by=lambda each: each.track_id)


def test_one_listener_alone_says_nothing():
    assert dict(receptions([Heard("one", MIN_LISTENERS - 1, praised=1)])) == {}


def test_praise_lifts_a_track_and_leaving_sinks_it():
    found = dict(receptions([Heard("loved", 10, praised=8), Heard("left", 10, left=8)]))
    assert found["left"] < 0 < found["loved"]


def test_the_same_from_more_listeners_says_more():
    average = Heard("average", 1000, praised=250, left=250)
    found = dict(receptions([Heard("few", 4, praised=4), Heard("many", 40, praised=40), average]))
    assert 0 < found["few"] < found["many"]


@given(many)
def test_a_reception_lies_between_minus_1_and_1(voices):
    assert all(-1 <= reception <= 1 for _, reception in receptions(voices))


@given(many)
def test_where_all_are_taken_alike_nobody_is_better(voices):
    alike = [Heard(each.track_id, each.listeners, praised=each.listeners) for each in voices]
    assert all(abs(reception) < 1e-9 for _, reception in receptions(alike))
