"""GET /api/analytics/activity/."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(client_of):
    def get(user, query=""):
        return client_of(user).get(f"/api/analytics/activity/{query}")

    return get


def tracks(answer):
    return [event["track_id"] for event in answer.json()["results"]]


def test_ones_own_newest_first(owner, other, happened, listed):
    happened(owner, "play", "old", hours_ago=2)
    happened(owner, "play", "new", hours_ago=1)
    happened(other, "play", "not mine")
    assert tracks(listed(owner)) == ["new", "old"]


def test_pages_follow_each_other_without_gap_or_repeat(owner, happened, client_of, now):
    for number in range(7):
        happened(owner, "play", f"t{number}", hours_ago=1)
    api, seen, url = client_of(owner), [], "/api/analytics/activity/?page_size=3"
    while url:
        page = api.get(url)
        seen += tracks(page)
        url = page.json()["next"]
    assert seen == [f"t{number}" for number in reversed(range(7))]


def test_filters_narrow_it_down(owner, happened, listed, now):
    happened(owner, "play", "t1", hours_ago=30)
    happened(owner, "like", "t1", hours_ago=3)
    happened(owner, "play", "t2", hours_ago=1)
    assert tracks(listed(owner, "?action=like")) == ["t1"]
    assert tracks(listed(owner, "?track_id=t2")) == ["t2"]
    since = now.replace(tzinfo=None).isoformat()
    assert tracks(listed(owner, f"?until={since}&track_id=t1&action=play")) == ["t1"]
    assert tracks(listed(owner, f"?since={since}")) == []


@pytest.mark.parametrize(
    "query",
    ["?action=dance", "?since=yesterday", "?until=0001-01-01T00:00:00%2B14:00", "?user=x"],
)
def test_a_filter_that_makes_no_sense_is_refused(owner, listed, query):
    answer = listed(owner, query)
    assert answer.status_code == 400
    assert answer.json()["code"] == "bad_query"


def test_another_users_are_not_shown(owner, other, listed):
    assert listed(owner, f"?user={other.pk}").status_code == 403


def test_staff_see_anyones(owner, staff, happened, listed):
    happened(owner, "play", "t1")
    assert tracks(listed(staff, f"?user={owner.pk}")) == ["t1"]
    assert tracks(listed(staff)) == []


def test_for_staff_an_unknown_user_is_not_found(staff, listed):
    assert listed(staff, "?user=999999999").status_code == 404


def test_reading_is_limited_apart_from_sending(owner, listed, send, event):
    assert listed(owner)["X-RateLimit-Limit"] == "30"
    assert send(owner, event())["X-RateLimit-Limit"] == "120"
