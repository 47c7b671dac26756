"""GET /api/analytics/summary/."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from analytics import rollups
from analytics.models import AccountChange, RecommendationChange, RollupCursor, linked

pytestmark = pytest.mark.django_db(transaction=True)

RANKING = "most_active_users"


@pytest.fixture
def summary(client_of):
    return lambda user, query="": client_of(user).get(f"/api/analytics/summary/{query}").json()


def test_it_counts_everything_on_the_platform(owner, other, happened, summary):
    happened(owner, "play", "t1")
    happened(owner, "like", "t1")
    happened(other, "play", "t1", private=True)
    body = summary(owner)
    assert body["total_users"] == 2
    assert body["total_activities"] == 3
    assert body["total_recommendations"] == 0
    assert body["activities_by_action"] == {"play": 2, "like": 1, "skip": 0, "share": 0}


def test_users_are_active_per_day_week_and_month(owner, other, staff, happened, summary):
    happened(owner, "play", "t1", hours_ago=1)
    happened(owner, "play", "t1", hours_ago=2)
    happened(other, "play", "t1", hours_ago=24 * 5)
    happened(staff, "play", "t1", hours_ago=24 * 20)
    assert summary(owner)["active_users"] == {"day": 1, "week": 2, "month": 3}


def test_a_window_bounds_the_activities(owner, happened, summary):
    happened(owner, "play", "t1", hours_ago=24 * 8)
    assert summary(owner, "?window=7d")["total_activities"] == 0
    assert summary(owner, "?window=30d")["total_activities"] == 1
    assert summary(owner)["window"] == "all"


def test_only_staff_learn_who_is_most_active(owner, other, staff, happened, summary):
    for _ in range(2):
        happened(other, "play", "t1")
    happened(owner, "play", "t1")
    assert "most_active_users" not in summary(owner)
    assert summary(staff)["most_active_users"] == [
        {"user_id": other.pk, "email": other.email, "activity_count": 2},
        {"user_id": owner.pk, "email": owner.email, "activity_count": 1},
    ]


@pytest.mark.parametrize("turned", [True, False], ids=["kept spans", "the day has changed"])
def test_who_is_most_active_in_a_window_is_exact(owner, staff, happened, summary, now, turned):
    happened(owner, "play", "t1", hours_ago=24 * 10)
    for hours in (1, 24 * 3):
        happened(staff, "play", "t1", hours_ago=hours)
    rollups.count_all(seconds=30)
    if not turned:
        RollupCursor.objects.update(today=now.date() - timedelta(days=1))
    happened(owner, "play", "t1", hours_ago=2)
    counts = {
        name: [line["activity_count"] for line in summary(staff, f"?window={name}")[RANKING]]
        for name in ("7d", "30d")
    }
    assert counts == {"7d": [2, 1], "30d": [2, 2]}


def test_today_begins_at_midnight_in_the_zone_that_is_asked_for(owner, happened, summary, now):
    tokyo = ZoneInfo("Asia/Tokyo")
    midnight = datetime.combine(now.astimezone(tokyo).date(), time(), tokyo)
    for minutes in (-1, 0):
        ago = now - (midnight + timedelta(minutes=minutes))
        happened(owner, "play", "t1", hours_ago=ago / timedelta(hours=1))
    today = summary(owner, "?tz=Asia/Tokyo")["today"]
    assert today["date"] == midnight.date().isoformat()
    assert (today["total_activities"], today["active_users"]) == (1, 1)


def test_it_takes_a_signed_in_user(api):
    assert api.get("/api/analytics/summary/").status_code == 401


@pytest.mark.parametrize("counted", [True, False], ids=["kept counts", "raw tail"])
def test_active_users_are_exact_to_the_moment(owner, other, staff, happened, summary, counted):
    """Also within the hour that a span begins in, and for whom an event is deleted."""
    for user, minutes in ((owner, 2), (other, -2), (staff, -1)):
        happened(user, "play", "t1", hours_ago=24 - minutes / 60)
    latest = happened(other, "play", "t1", hours_ago=1)
    rollups.count_all(seconds=30)
    assert summary(owner)["active_users"] == {"day": 2, "week": 3, "month": 3}
    latest.delete()
    happened(staff, "like", "t1", hours_ago=3)
    if counted:
        rollups.count_all(seconds=30)
    assert summary(owner)["active_users"] == {"day": 2, "week": 3, "month": 3}
    happened(other, "like", "t1", hours_ago=24 * 8)
    assert summary(owner)["active_users"]["day"] == 2


def test_recommendations_are_counted_however_they_come_and_go(owner, other, summary, now):
    rows = linked("recommendation").objects
    at = {"created_at": now, "chosen_at": now, "expires_at": now}
    rows.bulk_create(rows.model(user=owner, track_id=f"t{n}", **at) for n in range(5))
    rows.create(user=other, track_id="t1", **at)
    assert summary(owner)["total_recommendations"] == 6
    rollups.step()
    rows.bulk_create(
        [rows.model(user=other, track_id=f"t{n}", **at) for n in (1, 2)], ignore_conflicts=True
    )
    rows.filter(user=owner, track_id__in=["t0", "t4"]).delete()
    assert summary(owner)["total_recommendations"] == 5
    rollups.step()
    assert RecommendationChange.objects.count() == 1
    other.delete()
    assert summary(owner)["total_recommendations"] == 3


def test_accounts_are_counted_however_they_come_and_go(owner, other, summary):
    accounts = type(owner).objects
    assert summary(owner)["total_users"] == 2
    rollups.step()
    together = accounts.bulk_create(
        accounts.model(username=f"late{n}", email=f"late{n}@example.org") for n in range(5)
    )
    other.delete()
    assert summary(owner)["total_users"] == 6
    with pytest.raises(RuntimeError), transaction.atomic():
        together[0].delete()
        raise RuntimeError
    accounts.filter(pk__in=[each.pk for each in together[1:]]).delete()
    assert summary(owner)["total_users"] == 2
    rollups.step()
    assert AccountChange.objects.count() == 1
    assert summary(owner)["total_users"] == 2
