"""selectors.shown_days: on which days a listener was shown what."""

from datetime import timedelta

import pytest

from analytics import selectors
from analytics.models import Impression

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(now):
    """Store that a user was shown a recommendation so many days ago; the day."""

    def store(user_id, recommendation_id, days_ago):
        at = now - timedelta(days=days_ago)
        facts = {"source": "pools", "reason": "genre", "position": 1, "shown_at": at}
        Impression.objects.create(
            user_id=user_id, recommendation_id=recommendation_id, day=at.date(), **facts
        )
        return at.date()

    return store


def test_each_recommendation_has_the_days_it_was_shown_on(now, seen):
    days = seen(1, 10, 2), seen(1, 10, 0)
    other = seen(1, 11, 1)
    found = selectors.shown_days([1], since=(now - timedelta(days=9)).date())
    assert found == {1: {10: days, 11: (other,)}}


def test_what_was_shown_before_is_left_out(now, seen):
    seen(1, 10, 9)
    assert selectors.shown_days([1], since=(now - timedelta(days=8)).date()) == {}


def test_listeners_are_kept_apart_and_read_at_once(now, seen, django_assert_num_queries):
    seen(1, 10, 0)
    seen(2, 20, 0)
    seen(3, 30, 0)
    with django_assert_num_queries(1):
        found = selectors.shown_days([1, 2], since=now.date())
    assert {user: list(days) for user, days in found.items()} == {1: [10], 2: [20]}
