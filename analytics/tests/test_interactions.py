"""The facts that similarity is learned from: who did how much with what."""

import pytest

from analytics import selectors
from analytics.models import UserActivity
from analytics.types import Interaction, RecentItem

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_listeners_deeds_are_counted_for_each_track(owner, other, happened):
    happened(owner, "play", "t1", ms_played=60_000)
    happened(owner, "like", "t1")
    happened(owner, "share", "t1")
    happened(other, "skip", "t1", ms_played=2_000, duration_ms=200_000)
    found = set(selectors.interactions("track"))
    assert found == {
        Interaction(owner.pk, "t1", streams=1, likes=1, shares=1),
        Interaction(other.pk, "t1", early_skips=1),
    }


def test_artists_are_counted_over_their_tracks(owner, happened):
    happened(owner, "play", "t1", ms_played=60_000)
    happened(owner, "play", "t2", ms_played=60_000)
    assert list(selectors.interactions("artist")) == [
        Interaction(owner.pk, "nina simone", streams=2)
    ]


def test_what_one_listener_did_comes_together(owner, other, happened):
    for user in (owner, other, owner):
        for track in ("t2", "t1", "t3"):
            happened(user, "like", track)
    listeners = [each.user_id for each in selectors.interactions("track")]
    assert listeners == sorted(listeners)


def test_a_play_that_is_no_stream_says_nothing(owner, happened):
    happened(owner, "play", "t1", ms_played=5_000, reason_end="trackdone")
    assert list(selectors.interactions("track")) == [Interaction(owner.pk, "t1")]


def test_a_play_or_skip_of_unknown_length_is_taken_at_its_word(owner, happened):
    happened(owner, "play", "t1")
    happened(owner, "skip", "t2")
    assert set(selectors.interactions("track")) == {
        Interaction(owner.pk, "t1", streams=1),
        Interaction(owner.pk, "t2", early_skips=1),
    }


def test_private_sessions_are_left_out(owner, happened):
    happened(owner, "like", "t1", private=True)
    assert list(selectors.interactions("track")) == []
    assert selectors.recent_items(owner.pk) == {"track": [], "artist": []}


def test_recent_items_come_latest_first_with_what_speaks_for_them(owner, happened):
    old = happened(owner, "play", "t1", hours_ago=5, ms_played=60_000)
    new = happened(owner, "like", "t1", hours_ago=4)
    happened(owner, "skip", "t2", hours_ago=1, artist="Cher")
    assert selectors.recent_items(owner.pk) == {
        "track": [
            RecentItem("t2", "Song t2", early_skips=1, artist="cher"),
            RecentItem("t1", "Song t1", (new.pk, old.pk), streams=1, likes=1, artist="nina simone"),
        ],
        "artist": [
            RecentItem("cher", "Cher", early_skips=1),
            RecentItem("nina simone", "Nina Simone", (new.pk, old.pk), streams=1, likes=1),
        ],
    }


def test_at_most_three_events_speak_for_an_item(owner, happened):
    for hours in range(5):
        happened(owner, "like", "t1", hours_ago=hours)
    (item,) = selectors.recent_items(owner.pk)["track"]
    newest = UserActivity.objects.order_by("-timestamp").values_list("pk", flat=True)[:3]
    assert item.evidence == tuple(newest)


def test_nobody_is_shown_what_another_did(owner, other, happened):
    happened(other, "like", "t1")
    assert selectors.recent_items(owner.pk) == {"track": [], "artist": []}


def test_recent_items_take_one_statement(owner, happened, django_assert_num_queries):
    happened(owner, "like", "t1")
    with django_assert_num_queries(1):
        selectors.recent_items(owner.pk)


def test_the_latest_items_of_several_are_those_of_each(
    owner, other, make_user, happened, django_assert_num_queries
):
    happened(owner, "play", "t1")
    happened(other, "like", "t2")
    users = [owner.pk, other.pk, make_user("silent").pk]
    with django_assert_num_queries(1):
        found = selectors.recent_items_of(users)
    assert found == {user_id: selectors.recent_items(user_id) for user_id in users}
