"""GET /api/analytics/user/{id}/."""

from datetime import UTC, date, datetime, timedelta

import pytest

from analytics.reports.days import streak

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture
def report(client_of):
    def get(reader, whose="me", query=""):
        return client_of(reader).get(f"/api/analytics/user/{whose}/{query}")

    return get


def test_it_counts_what_the_user_did(owner, other, happened, report):
    happened(owner, "play", "t1")
    happened(owner, "play", "t1")
    happened(owner, "skip", "t2", artist="Björk")
    happened(other, "play", "t9")
    body = report(owner).json()
    assert body["total_activities"] == 3
    assert body["activities_by_action"] == {"play": 2, "like": 0, "skip": 1, "share": 0}
    assert body["favorite_artists"] == [{"name": "Nina Simone", "count": 2}]
    assert body["favorite_tracks"] == [
        {"track_id": "t1", "track_name": "Song t1", "artist_name": "Nina Simone", "count": 2}
    ]
    assert body["skip_rate"] == 0.3333
    assert [event["track_id"] for event in body["recent_activities"]] == ["t2", "t1", "t1"]


def test_a_window_leaves_out_what_came_before(owner, happened, report):
    happened(owner, "play", "t1", hours_ago=30)
    body = report(owner, query="?window=24h").json()
    assert (body["window"], body["total_activities"]) == ("24h", 0)
    assert report(owner, query="?window=7d").json()["total_activities"] == 1


def test_it_says_as_of_when(owner, report):
    as_of = datetime.fromisoformat(report(owner).json()["as_of"])
    assert abs(datetime.now(UTC) - as_of) < timedelta(minutes=1)


def test_without_activity_everything_is_empty(owner, report):
    body = report(owner).json()
    assert body["total_activities"] == 0
    assert body["streak_days"] == 0
    assert body["skip_rate"] is None


def test_private_sessions_count_for_their_own_user(owner, happened, report):
    happened(owner, "play", "t1", private=True)
    assert report(owner).json()["total_activities"] == 1


def test_another_users_is_not_shown(owner, other, report):
    assert report(owner, other.pk).status_code == 403


def test_staff_see_anyones_but_nobodys(owner, staff, report):
    assert report(staff, owner.pk).json()["user_id"] == owner.pk
    assert report(staff, 10**9).status_code == 404


@pytest.mark.parametrize("query", ["?window=1y", "?tz=Mars/Olympus", "?tz=../../etc/passwd"])
def test_a_query_that_makes_no_sense_is_refused(owner, report, query):
    assert report(owner, query=query).status_code == 400


@pytest.mark.parametrize(
    ("days_ago", "length"),
    [([0, 1, 2], 3), ([1, 2], 2), ([2, 3], 0), ([0, 2], 1), ([], 0)],
)
def test_a_streak_runs_up_to_today_or_yesterday(days_ago, length):
    assert streak([TODAY - timedelta(days=ago) for ago in days_ago], TODAY) == length


def test_a_streak_longer_than_one_look_is_counted_whole(owner, happened, report):
    for day in range(120):
        happened(owner, "play", "t1", hours_ago=24 * day)
    assert report(owner, query="?window=7d").json()["streak_days"] == 120


def test_each_day_is_told(owner, happened, report, now):
    happened(owner, "play", "t1", ms_played=40_000)
    happened(owner, "skip", "t1", ms_played=2_000)
    happened(owner, "like", "t1", hours_ago=24 * 3)
    happened(owner, "like", "t1", hours_ago=24 * 40)
    days = report(owner).json()["days"]
    today, before = now.date().isoformat(), (now.date() - timedelta(days=3)).isoformat()
    assert days == [
        {"date": today, "activities": 2, "streams": 1, "ms_played": 42_000},
        {"date": before, "activities": 1, "streams": 0, "ms_played": 0},
    ]


def test_days_begin_at_the_users_midnight(owner, happened, report, now):
    midnight_in_tokyo = now.replace(hour=15, minute=0, second=0, microsecond=0) - timedelta(days=1)
    for minutes in (-1, 1):
        at = midnight_in_tokyo + timedelta(minutes=minutes)
        happened(owner, "play", "t1", hours_ago=(now - at) / timedelta(hours=1))
    in_utc = report(owner).json()["streak_days"]
    in_tokyo = report(owner, query="?tz=Asia/Tokyo").json()["streak_days"]
    assert (in_utc, in_tokyo) == (1, 2)
