"""GET /api/analytics/timeseries/."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from analytics import rollups
from analytics.selectors import series_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def series(client_of):
    def get(user, query=""):
        return client_of(user).get(f"/api/analytics/timeseries/{query}")

    return get


def values(answer):
    return [point["value"] for point in answer.json()["points"]]


@pytest.mark.parametrize("counted", [True, False], ids=["kept counts", "raw tail"])
def test_each_hour_has_its_point_and_empty_ones_are_zero(owner, happened, series, counted):
    happened(owner, "play", "t1", hours_ago=0)
    happened(owner, "like", "t1", hours_ago=2)
    if counted:
        rollups.count_all(seconds=30)
    found = values(series(owner, "?metric=activities&interval=hour"))
    assert len(found) == 48
    assert found[-3:] == [1, 0, 1]
    assert values(series(owner, "?metric=plays&interval=hour"))[-3:] == [0, 0, 1]


def test_users_are_active_once_a_day(owner, other, happened, series):
    happened(owner, "play", "t1")
    rollups.count_all(seconds=30)
    happened(owner, "play", "t1")
    happened(other, "play", "t1")
    assert values(series(owner, "?metric=active_users"))[-1] == 2


def test_listeners_are_counted_once_an_hour(owner, happened, series):
    happened(owner, "play", "t1")
    rollups.count_all(seconds=30)
    happened(owner, "play", "t2")
    assert values(series(owner, "?metric=listeners&interval=hour"))[-1] == 1


@pytest.mark.parametrize("counted", [True, False], ids=["kept counts", "raw tail"])
@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/Havana", "Australia/Lord_Howe"])
def test_days_begin_at_midnight_wherever_that_is(owner, happened, series, now, zone, counted):
    today = datetime.combine(now.astimezone(ZoneInfo(zone)).date(), time(), ZoneInfo(zone))
    for minutes, action in ((-1, "like"), (0, "play")):
        at = today.astimezone(UTC) + timedelta(minutes=minutes)
        happened(owner, action, "t1", hours_ago=(now - at) / timedelta(hours=1))
    if counted:
        rollups.count_all(seconds=30)
    body = series(owner, f"?metric=likes&tz={zone}").json()
    assert [point["value"] for point in body["points"]][-2:] == [1, 0]
    assert values(series(owner, f"?metric=plays&tz={zone}"))[-2:] == [0, 1]


def test_a_day_has_25_hours_where_clocks_are_put_back():
    """Paris, 26 October 2025; the edges are what a day holds."""
    paris = ZoneInfo("Europe/Paris")
    since, until = (datetime(2025, 10, day, tzinfo=paris) for day in (25, 28))
    edges = series_of("plays", "day", since, until, until, paris).edges
    hours = [(after - before) / timedelta(hours=1) for before, after in pairwise(edges)]
    assert hours == [24, 25, 24]


def test_users_are_active_no_more_once_their_events_are_gone(owner, other, happened, series):
    happened(owner, "play", "t1")
    doomed = happened(other, "play", "t1")
    rollups.count_all(seconds=30)
    doomed.delete()
    assert values(series(owner, "?metric=active_users"))[-1] == 1
    rollups.count_all(seconds=30)
    assert values(series(owner, "?metric=active_users"))[-1] == 1


def test_a_span_is_widened_to_full_days(owner, happened, series, now):
    since = (now - timedelta(days=3)).date().isoformat()
    body = series(owner, f"?since={since}").json()
    assert len(body["points"]) == 4
    assert body["points"][0]["at"] == f"{since}T00:00:00Z"


@pytest.mark.parametrize(
    "query",
    [
        "?metric=mood",
        "?interval=week",
        "?metric=listeners&interval=day",
        "?since=2000-01-01&interval=hour",
        "?since=2026-01-02&until=2026-01-01",
        "?since=x",
        "?tz=Mars/Olympus",
        "?metric=active_users&tz=Europe/Paris",
        "?until=9999-12-31T23:30",
        "?since=0001-01-01&until=0001-01-02&tz=Asia/Tokyo",
    ],
)
def test_a_query_that_makes_no_sense_is_refused(owner, series, query):
    assert series(owner, query).status_code == 400
