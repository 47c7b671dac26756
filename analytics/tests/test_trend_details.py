"""What trend lists say of their items: whole days, and hours of the day a window begins in."""

from datetime import UTC, datetime, timedelta

import pytest

from analytics import rollups, services
from analytics.models import Item, ItemDay
from analytics.reports.trend_details import details_of
from analytics.tests.horizon import wait_until_all_ended
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
        rollups.count_all(seconds=30)

    return listen


@pytest.mark.parametrize("by_day", [True, False], ids=["days are kept", "hours alone"])
@pytest.mark.parametrize("hour", [0, 1, 23])
@pytest.mark.parametrize(("name", "hours"), [("24h", 25), ("7d", 7 * 24 + 1)])
def test_a_window_that_begins_at_any_hour_is_exact(hourly, hour, name, hours, by_day):
    hourly(half_past(hour))
    rollups.keep_days([SUBJECT] if by_day else [])
    window = window_named(name, half_past(hour))
    found = rollups.consistently(lambda at: details_of([SUBJECT], window, at))[SUBJECT]
    assert (found.plays, found.events, found.listeners) == (2 * hours, 3 * hours, 3)


def days():
    """Each day that is kept, by what it is of and when."""
    names = dict(Item.objects.values_list("pk", "key"))
    return {(names[row.item_id], row.day): (row.plays, row.events) for row in ItemDay.objects.all()}


def test_days_follow_the_hours_of_what_is_listed(owner, happened, now):
    yesterday = now - timedelta(days=1)
    happened(owner, "play", "t1", hours_ago=24)
    happened(owner, "play", "t2")
    rollups.count_all(seconds=30)
    assert days() == {}
    rollups.keep_days([SUBJECT])
    assert days() == {("t1", yesterday.date()): (1, 1)}
    latest = [happened(owner, "like", "t1"), happened(owner, "play", "t1", hours_ago=24)]
    rollups.count_all(seconds=30)
    kept = {("t1", now.date()): (0, 1), ("t1", yesterday.date()): (2, 2)}
    assert days() == kept
    for event in latest:
        event.delete()
    rollups.count_all(seconds=30)
    assert days() == {("t1", yesterday.date()): (1, 1)}
    rollups.keep_days([("track", "t2")])
    assert days() == {("t2", now.date()): (1, 1)}


def test_what_the_lists_of_a_month_hold_is_kept_by_day(owner, other, staff, happened):
    for user in (owner, other, staff):
        happened(user, "play", "t1", hours_ago=24 * 20)
    wait_until_all_ended()
    services.roll_up(seconds=30)
    assert {name for name, _ in days()} == {"t1", "nina simone"}
