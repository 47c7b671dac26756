"""What trend lists say of their items: whole days, and hours of the day a window begins in."""

from datetime import UTC, datetime, timedelta

import pytest

from analytics import rollups
from analytics.models import ItemDay, UserActivity
from analytics.reports.trend_details import details_of
from analytics.windows import window_named

pytestmark = pytest.mark.django_db(transaction=True)

SUBJECT = ("track", "t1")


def half_past(hour):
    return datetime(2026, 3, 29, hour, 30, tzinfo=UTC)


@pytest.fixture
def hourly(owner, other, staff, happened, now):
    """Three listeners an hour through nine days; one of them likes what they hear."""

    def listen(until):
        ages = [(now - until) / timedelta(hours=1) + n for n in range(9 * 24)]
        for age in ages:
            for user, action in ((owner, "play"), (other, "play"), (staff, "like")):
                happened(user, action, "t1", hours_ago=age)
        rollups.catch_up(seconds=60)

    return listen


@pytest.mark.parametrize("hour", [0, 1, 23])
@pytest.mark.parametrize(("name", "hours"), [("24h", 25), ("7d", 7 * 24 + 1)])
def test_a_window_that_begins_at_any_hour_is_exact(hourly, hour, name, hours):
    hourly(half_past(hour))
    window = window_named(name, half_past(hour))
    found = rollups.consistently(lambda at: details_of([SUBJECT], window, at))[SUBJECT]
    assert (found.plays, found.events, found.listeners) == (2 * hours, 3 * hours, 3)


def test_days_follow_what_is_deleted(owner, happened):
    first, second = (happened(owner, "play", "t1", hours_ago=age) for age in (1, 2))
    rollups.catch_up(seconds=30)
    assert ItemDay.objects.exists()
    for event in (first, second):
        event.delete()
        rollups.catch_up(seconds=30)
        left = UserActivity.objects.count()
        assert {row.events for row in ItemDay.objects.all()} == ({left} if left else set())
