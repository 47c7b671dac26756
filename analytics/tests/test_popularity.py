"""selectors.popular_tracks and selectors.active_user_ids."""

from datetime import timedelta

import pytest

from analytics import selectors
from analytics.types import PopularTrack

pytestmark = pytest.mark.django_db


def test_many_listeners_weigh_more_than_many_plays(owner, other, make_user, happened, now):
    third = make_user("third")
    for _ in range(5):
        happened(owner, "play", "loved by two")
    happened(other, "play", "loved by two")
    for user in (owner, other, third):
        happened(user, "play", "liked by three")
    assert selectors.popular_tracks(since=now - timedelta(days=1), limit=10) == [
        PopularTrack("liked by three", listeners=3, plays=3),
        PopularTrack("loved by two", listeners=2, plays=6),
    ]


def test_what_one_listener_plays_is_nobody_elses_business(owner, happened, now):
    for _ in range(5):
        happened(owner, "play", "loved by one")
    assert selectors.popular_tracks(since=now - timedelta(days=1), limit=10) == []


def test_a_listener_of_a_private_session_makes_no_second(owner, other, happened, now):
    happened(owner, "play", "t1")
    happened(other, "play", "t1", private=True)
    assert selectors.popular_tracks(since=now - timedelta(days=1), limit=10) == []


def test_only_plays_since_the_moment_count(owner, other, happened, now):
    for user in (owner, other):
        happened(user, "play", "old", hours_ago=48)
        happened(user, "skip", "skipped")
    assert selectors.popular_tracks(since=now - timedelta(days=1), limit=10) == []


def test_whoever_did_anything_is_active(owner, other, staff, happened, now):
    happened(other, "skip", "t1")
    happened(owner, "share", "t1", private=True)
    happened(staff, "play", "t1", hours_ago=48)
    assert selectors.active_user_ids(since=now - timedelta(days=1)) == [owner.pk, other.pk]
