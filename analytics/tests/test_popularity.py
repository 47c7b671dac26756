"""selectors.popular_tracks and selectors.active_user_ids."""

from datetime import timedelta

import pytest

from analytics import selectors
from analytics.types import PopularTrack

pytestmark = pytest.mark.django_db


def test_many_listeners_weigh_more_than_many_plays(owner, other, happened, now):
    for _ in range(5):
        happened(owner, "play", "loved by one")
    happened(owner, "play", "liked by two")
    happened(other, "play", "liked by two")
    assert selectors.popular_tracks(since=now - timedelta(days=1), limit=10) == [
        PopularTrack("liked by two", listeners=2, plays=2),
        PopularTrack("loved by one", listeners=1, plays=5),
    ]


def test_only_plays_since_the_moment_count(owner, happened, now):
    happened(owner, "play", "old", hours_ago=48)
    happened(owner, "skip", "skipped")
    assert selectors.popular_tracks(since=now - timedelta(days=1), limit=10) == []


def test_whoever_did_anything_is_active(owner, other, staff, happened, now):
    happened(other, "skip", "t1")
    happened(owner, "share", "t1", private=True)
    happened(staff, "play", "t1", hours_ago=48)
    assert selectors.active_user_ids(since=now - timedelta(days=1)) == [owner.pk, other.pk]
