"""Whatever Spotify does, a list is served; older, never empty."""

import pytest
from django.utils import timezone

from recommendations import services
from recommendations.models import TastePool, Track
from recommendations.pool import drawing

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/recommendations/me/"
TWENTY_HOURS_AND_A_HALF = 74214

FAULTS = [
    {"kind": "quota_exceeded"},
    {"kind": "expired"},
    {"kind": "forbidden_text"},
    {"kind": "not_found_empty"},
    {"kind": "server_error"},
    {"kind": "broken_json"},
    {"kind": "empty_body"},
    {"kind": "null_items"},
    {"kind": "cut_short"},
    {"kind": "drop"},
    {"kind": "plain_text_429"},
    {"kind": "rate_limited", "retry_after": "soon"},
    {"kind": "invalid_client", "match": "token"},
]

every_fault = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["kind"])


@pytest.fixture
def warm(standin, owner, get_list):
    """The owner has a list; the pools are full and now stale."""
    made = get_list(owner)
    TastePool.objects.update(fresh_until=timezone.now())
    return made


@every_fault
def test_a_warm_pool_stays_as_it_is(standin, owner, warm, get_list, act, fault):
    if fault.get("match") == "token":
        standin.expire_tokens()
    standin.fault(**{**fault, "times": None})
    for pool_id in services.stale_pools():
        services.refill_pool(pool_id)
    act(owner, "skip", warm["recommendations"][0])
    body = get_list(owner)
    assert (body["source"], body["count"]) == ("pools", 20)


@every_fault
def test_a_cold_taste_falls_back_to_what_suits_everyone(standin, warm, make_user, get_list, fault):
    standin.fault(**{**fault, "times": None, "match": "any"})
    body = get_list(make_user("late", genres=["jazz"]))
    assert body["count"] == 20


def test_one_fault_in_passing_is_not_noticed(standin, owner, get_list):
    standin.fault("server_error", match="search")
    standin.fault("drop", match="search")
    assert get_list(owner)["source"] == "pools"


def test_a_token_that_expired_early_is_renewed(standin, warm):
    standin.expire_tokens()
    pool = TastePool.objects.get(value="rock")
    assert services.refill_pool(pool.pk) is True


def test_a_long_retry_after_is_obeyed_by_everyone(
    standin, warm, owner, people, get_list, upstream_calls
):
    standin.fault("rate_limited", match="search", retry_after=TWENTY_HOURS_AND_A_HALF, times=None)
    services.refill_pool(TastePool.objects.get(value="rock").pk)
    standin.clear_calls()
    for listener in people(6, [["jazz"], ["rock"], ["blues"]]):
        assert get_list(listener)["count"] == 20
    TastePool.objects.update(fresh_until=timezone.now())
    for pool_id in services.stale_pools():
        services.refill_pool(pool_id)
    services.refresh_users([owner.pk], services.Trigger.HOURLY)
    assert get_list(owner)["count"] == 20
    assert upstream_calls() == 0


def test_a_spent_budget_leaves_the_lists(standin, warm, make_user, get_list, settings):
    settings.SPOTIFY_DAILY_BUDGET = 1
    assert get_list(make_user("late", genres=["jazz"]))["count"] == 20


def test_without_any_pool_the_catalogue_answers(standin, warm, make_user, get_list):
    TastePool.objects.all().delete()
    drawing.forget()
    standin.fault("rate_limited", retry_after=TWENTY_HOURS_AND_A_HALF, times=None)
    body = get_list(make_user("late", genres=["jazz"]))
    assert (body["source"], body["count"]) == ("popular", 20)


def test_when_nothing_was_ever_fetched_the_answer_is_503(owner, client_of):
    answer = client_of(owner).get("/api/recommendations/me/")  # nothing listens for Spotify
    assert answer.status_code == 503
    assert answer.json()["code"] == "nothing_to_recommend"
    assert int(answer["Retry-After"]) > 0


def test_a_list_that_cannot_be_renewed_stays(standin, warm, owner, get_list):
    TastePool.objects.all().delete()
    standin.fault("drop", times=None)
    services.refresh_users([owner.pk], services.Trigger.HOURLY)
    assert get_list(owner)["count"] > 0


@pytest.fixture
def lost(standin, warm):
    """Nothing is left to make a list of but the owner's stored one."""
    Track.objects.all().delete()
    TastePool.objects.all().delete()
    drawing.forget()
    standin.fault("server_error", times=None)
    return warm["recommendations"]


def test_a_stored_list_that_cannot_be_renewed_lacks_what_was_skipped_since(
    lost, owner, get_list, act
):
    act(owner, "skip", lost[0])
    body = get_list(owner)
    assert (body["source"], body["stale"]) == ("database", True)
    items = body["recommendations"]
    assert items[0]["track_id"] == lost[1]["track_id"]
    assert lost[0]["track_id"] not in {item["track_id"] for item in items}
    assert [item["position"] for item in items] == list(range(1, 21))


def test_a_stored_list_that_cannot_be_renewed_lacks_whom_the_listener_hid_since(
    lost, owner, client_of, get_list
):
    for target in ({"artist_name": lost[0]["artist_name"]}, {"track_id": lost[5]["track_id"]}):
        action = "hide_artist" if "artist_name" in target else "hide_track"
        said = client_of(owner).post(f"{PATH}feedback/", {"action": action, **target})
        assert said.status_code == 200
    items = get_list(owner, limit=50)["recommendations"]
    assert items
    assert lost[0]["artist_name"] not in {item["artist_name"] for item in items}
    assert lost[5]["track_id"] not in {item["track_id"] for item in items}


def test_where_all_that_is_left_was_turned_down_the_list_is_empty(lost, owner, get_list, act):
    act(owner, "skip", *get_list(owner, limit=50)["recommendations"])
    body = get_list(owner)
    assert (body["source"], body["stale"], body["count"]) == ("database", True, 0)
