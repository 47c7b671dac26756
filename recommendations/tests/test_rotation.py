"""What was shown several times and not taken up sinks, until time has passed."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recommendations.ranking import DEFAULT, Context, rank
from recommendations.ranking.rotation import kept_share
from recommendations.tests.test_ranking import NOW, TASTES, contexts, offers, track
from recommendations.types import Candidate

TODAY = NOW.date()
days_ago = st.lists(st.integers(0, 60), unique=True, max_size=30)


def on(*ago: int) -> list[date]:
    return [TODAY - timedelta(days=days) for days in ago]


def first(**context):
    """The first of two tracks, of which "track01" is the better one."""
    pair = [Candidate(track(n, [f"Artist {n}"]), TASTES[0], 4 * n, "s") for n in (1, 2)]
    plain = replace(DEFAULT, jitter=0.0, popularity=0.0)
    return rank(pair, Context(now=NOW, seed="s", **context), count=2, weights=plain)[0].track.id


def test_two_showings_are_free():
    assert kept_share(on(0, 1), DEFAULT, today=TODAY) == 1


def test_what_was_shown_for_days_sinks():
    assert (first(), first(shown={"track01": on(0, 1, 2, 3, 4)})) == ("track01", "track02")


def test_what_sank_comes_up_again_with_time():
    assert first(shown={"track01": on(20, 21, 22, 23, 24)}) == "track01"


def test_what_was_liked_and_not_played_sinks_as_well():
    shown = {"track01": on(0, 1, 2, 3, 4)}
    assert first(shown=shown, liked=frozenset({"track01"})) == "track02"


def test_showings_before_a_play_do_not_count():
    long_ago = NOW - DEFAULT.heard_for - timedelta(days=1)
    shown = {"track01": on(32, 33, 34, 35, 36, 37, 38, 39, 40)}
    heavy = replace(DEFAULT, jitter=0.0, popularity=0.0, shown_half_life=1000.0)
    pair = [Candidate(track(n, [f"Artist {n}"]), TASTES[0], 4 * n, "s") for n in (1, 2)]
    context = Context(now=NOW, seed="s", shown=shown)
    heard = replace(context, last_heard={"track01": long_ago})
    assert rank(pair, context, count=1, weights=heavy)[0].track.id == "track02"
    assert rank(pair, heard, count=1, weights=heavy)[0].track.id == "track01"


@given(days_ago)
def test_a_share_lies_between_0_and_1_and_grows_as_days_pass(ago):
    now, later = (
        kept_share(on(*ago), DEFAULT, today=day) for day in (TODAY, TODAY + timedelta(days=3))
    )
    assert 0 < now <= later <= 1


@given(days_ago, st.integers(61, 90))
def test_one_showing_more_never_raises_a_track(ago, more):
    few, many = (kept_share(on(*days), DEFAULT, today=TODAY) for days in (ago, [*ago, more]))
    assert many <= few


@given(offers(), contexts)
def test_rotation_orders_and_neither_adds_nor_drops_a_song(candidates, context):
    worn = replace(context, shown={f"track{n:02}": on(0, 1, 2, 3) for n in range(0, 30, 2)})
    uncapped = replace(DEFAULT, per_artist=50)
    before, after = (
        {item.track.song for item in rank(candidates, each, count=50, weights=uncapped)}
        for each in (context, worn)
    )
    assert after == before
