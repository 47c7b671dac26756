"""GET /api/recommendations/{user_id}/history/: the refreshes, newest first."""

import pytest

from recommendations import refresh_log, services
from recommendations.models import RecommendationLog, Trigger

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/recommendations/me/history/"
FIELDS = {
    "task_id",
    "trigger",
    "status",
    "count",
    "source",
    "error",
    "created_at",
    "finished_at",
    "duration_ms",
}


@pytest.fixture
def refreshed(owner):
    """Three refreshes that ran, of 1, 2 and 3 tracks."""
    for count in (1, 2, 3):
        log = RecommendationLog(user=owner, trigger=Trigger.HOURLY, request_key="")
        log.save()
        refresh_log.succeed(log, count=count, source="pools", began=log.created_at)


def test_the_newest_comes_first(owner, refreshed, client_of):
    body = client_of(owner).get(PATH).json()
    assert [row["count"] for row in body["results"]] == [3, 2, 1]
    assert set(body["results"][0]) == FIELDS


def test_pages_follow_each_other_without_gap(owner, refreshed, client_of):
    client = client_of(owner)
    first = client.get(PATH, {"page_size": 2}).json()
    second = client.get(first["next"]).json()
    assert [row["count"] for row in first["results"] + second["results"]] == [3, 2, 1]
    assert (first["previous"], second["next"]) == (None, None)


def test_somebody_elses_refreshes_are_not_in_it(owner, other, refreshed, client_of):
    assert client_of(other).get(PATH).json()["results"] == []


def test_for_staff_an_unknown_user_is_not_found(staff, client_of):
    path = "/api/recommendations/999999999/history/"
    assert client_of(staff).get(path).status_code == 404


def test_every_way_to_a_list_leaves_a_line(standin, owner, get_list, client_of):
    get_list(owner)
    services.refresh_users([owner.pk], Trigger.HOURLY)
    services.warm_tastes(owner.pk)
    rows = client_of(owner).get(PATH).json()["results"]
    assert [row["trigger"] for row in rows] == ["tastes", "hourly", "read"]
    assert {row["status"] for row in rows} == {"success"}
    assert all(row["count"] > 20 for row in rows)
