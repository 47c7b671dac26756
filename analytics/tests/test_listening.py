"""selectors.listening: what one listener's activity says about their taste."""

from datetime import timedelta

import pytest

from analytics import selectors, services
from analytics.types import Feedback

pytestmark = pytest.mark.django_db


@pytest.fixture
def taste(now):
    return lambda user, days=30: selectors.listening(user.pk, since=now - timedelta(days=days))


def test_the_last_play_of_each_track_counts_as_heard(owner, happened, taste, now):
    happened(owner, "play", "t1", hours_ago=5)
    happened(owner, "play", "t1", hours_ago=2)
    assert taste(owner).last_heard == {"t1": now - timedelta(hours=2)}


def test_a_play_before_the_window_is_not_heard(owner, happened, taste):
    happened(owner, "play", "t1", hours_ago=24 * 31)
    assert taste(owner).last_heard == {}


def test_a_like_holds_for_ever(owner, happened, taste):
    happened(owner, "like", "t1", hours_ago=24 * 400)
    assert taste(owner).liked == {"t1"}


def test_of_like_and_skip_the_later_wins(owner, happened, taste):
    happened(owner, "like", "t1", hours_ago=2)
    happened(owner, "skip", "t1", hours_ago=1)
    happened(owner, "skip", "t2", hours_ago=2)
    happened(owner, "like", "t2", hours_ago=1)
    assert taste(owner).skipped == {"t1"}
    assert taste(owner).liked == {"t2"}


def test_a_play_of_seconds_says_nothing_for_the_taste_but_was_heard(owner, happened, taste):
    happened(owner, "play", "t1", ms_played=2_000, duration_ms=200_000, reason_end="trackdone")
    found = taste(owner)
    assert found.artists == {"nina simone": Feedback()}
    assert found.last_heard.keys() == {"t1"}
    assert found.skipped == frozenset()


def test_a_stream_speaks_for_the_taste_and_proves_it(owner, happened, taste):
    happened(owner, "play", "t1", ms_played=2_000, duration_ms=200_000)
    stream = happened(owner, "play", "t1", ms_played=60_000, duration_ms=200_000)
    assert taste(owner).artists == {"nina simone": Feedback(plays=1, heard=(stream.pk,))}


@pytest.mark.parametrize(("action", "reason"), [("skip", ""), ("play", "fwdbtn")])
def test_an_early_skip_counts_as_one_whatever_its_sender_calls_it(
    owner, happened, taste, action, reason
):
    happened(owner, action, "t1", ms_played=5_000, duration_ms=200_000, reason_end=reason)
    found = taste(owner)
    assert found.artists == {"nina simone": Feedback(skips=1)}
    assert found.skipped == {"t1"}


@pytest.mark.parametrize("ms_played", [45_000, 100_000, 240_000])
def test_a_skip_after_a_while_says_nothing_but_that_the_track_was_heard(
    owner, happened, taste, ms_played
):
    happened(owner, "skip", "t1", ms_played=ms_played, duration_ms=200_000)
    found = taste(owner)
    assert found.artists == {"nina simone": Feedback()}
    assert found.skipped == frozenset()
    assert found.last_heard.keys() == {"t1"}


def test_a_neutral_next_leaves_a_like_in_force(owner, happened, taste):
    happened(owner, "like", "t1", hours_ago=2)
    happened(owner, "skip", "t1", hours_ago=1, ms_played=150_000, duration_ms=200_000)
    assert taste(owner).liked == {"t1"}


def test_a_play_or_skip_of_unknown_length_is_taken_at_its_word(owner, happened, taste):
    happened(owner, "play", "t1")
    happened(owner, "skip", "t2")
    found = taste(owner)
    assert (found.artists["nina simone"].plays, found.artists["nina simone"].skips) == (1, 1)
    assert (found.last_heard.keys(), found.skipped) == ({"t1"}, {"t2"})


def test_genres_are_counted_by_the_same_rule(owner, happened, taste):
    services.describe_genres({"t1": ["jazz"]})
    happened(owner, "play", "t1", ms_played=2_000, duration_ms=200_000)
    play = happened(owner, "play", "t1", ms_played=60_000, duration_ms=200_000)
    happened(owner, "skip", "t1", ms_played=150_000, duration_ms=200_000)
    assert taste(owner).genres == {"jazz": Feedback(plays=1, heard=(play.pk,))}


def test_artists_are_counted_whatever_their_case(owner, happened, taste):
    play = happened(owner, "play", "t1", artist="BJÖRK")
    share = happened(owner, "share", "t2", artist="Björk")
    assert taste(owner).artists == {
        "björk": Feedback(plays=1, shares=1, praise=(share.pk,), heard=(play.pk,))
    }


def test_an_artist_comes_with_the_latest_events_that_show_it(owner, happened, taste):
    plays = [happened(owner, "play", f"t{n}", hours_ago=n).pk for n in range(5)]
    assert taste(owner).artists["nina simone"].heard == tuple(plays[:3])


def test_several_users_are_read_at_once(owner, other, happened, now, django_assert_num_queries):
    happened(owner, "like", "t1")
    with django_assert_num_queries(2):
        found = selectors.listening_of([owner.pk, other.pk], since=now)
    assert (found[owner.pk].liked, found[other.pk].liked) == ({"t1"}, frozenset())
    assert found[owner.pk] == selectors.listening(owner.pk, since=now)


def test_genres_are_counted_by_what_tracks_were_described_as(owner, happened, taste):
    services.describe_genres({"t1": ["jazz", "soul"], "t2": ["jazz"]})
    play = happened(owner, "play", "t1")
    like = happened(owner, "like", "t2")
    assert taste(owner).genres == {
        "jazz": Feedback(plays=1, likes=1, praise=(like.pk,), heard=(play.pk,)),
        "soul": Feedback(plays=1, heard=(play.pk,)),
    }


def test_private_sessions_teach_nothing(owner, happened, taste):
    happened(owner, "like", "t1", private=True)
    assert taste(owner).liked == frozenset()
    assert taste(owner).artists == {}


def test_others_are_left_out(owner, other, happened, taste):
    happened(other, "play", "t1")
    assert taste(owner).last_heard == {}


def test_it_takes_two_statements(owner, happened, taste, django_assert_num_queries):
    happened(owner, "play", "t1")
    with django_assert_num_queries(2):
        taste(owner)
