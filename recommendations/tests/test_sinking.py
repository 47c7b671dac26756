"""What a listener is shown day after day and does not take up sinks in their list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from analytics.models import Impression
from recommendations import services
from recommendations.tests.test_feedback import ids

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shown():
    """Store that a user was shown tracks of a list on so many of the last days."""

    def store(user, items, *, days, until=0):
        now = timezone.now()
        moments = [now - timedelta(days=until + n) for n in range(days)]
        Impression.objects.bulk_create(
            Impression(
                user_id=user.pk,
                recommendation_id=item["id"],
                day=moment.date(),
                shown_at=moment,
                source="pools",
                reason="genre",
                position=item["position"],
            )
            for item in items
            for moment in moments
        )
        services.outdate_lists([user.pk])

    return store


def test_what_was_shown_for_days_makes_room(standin, owner, get_list, shown):
    before = get_list(owner)
    shown(owner, before["recommendations"][:5], days=10)
    after = ids(get_list(owner))
    assert not set(ids(before)[:5]) & set(after[:5])


def test_what_was_shown_twice_stays(standin, owner, get_list, shown):
    before = get_list(owner)
    shown(owner, before["recommendations"], days=2)
    assert ids(get_list(owner)) == ids(before)


def test_time_undoes_it(standin, owner, get_list, shown):
    before = get_list(owner)
    shown(owner, before["recommendations"][:5], days=3, until=40)
    assert ids(get_list(owner)) == ids(before)


def test_what_somebody_else_was_shown_changes_nothing(standin, owner, other, get_list, shown):
    before = get_list(owner)
    shown(other, before["recommendations"][:5], days=10)
    assert ids(get_list(owner)) == ids(before)
