"""What is popular here."""

import json

import pytest
from django.utils import timezone

from recommendations import popular, services
from recommendations.models import TastePool, Track
from recommendations.pool import drawing
from recommendations.tests.test_feedback import artists, ids

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/recommendations/popular/"


@pytest.fixture
def look(client_of, owner):
    """The answer as a listener gets it."""

    def get(**query):
        answer = client_of(owner).get(PATH, query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return get


@pytest.fixture
def say(client_of, owner):
    """Say something outright as that listener: ``say("hide_track", track_id=...)``."""

    def post(action, **target):
        path = "/api/recommendations/me/feedback/"
        answer = client_of(owner).post(path, {"action": action, **target})
        assert answer.status_code == 200, answer.content

    return post


def test_it_says_what_it_is(standin, look):
    body = look()
    assert (body["source"], body["count"]) == ("popular", 20)
    assert {item["reason"]["code"] for item in body["recommendations"]} <= {"popular", "discover"}
    assert [item["position"] for item in body["recommendations"]] == list(range(1, 21))


def test_what_listeners_here_play_comes_first(standin, owner, other, get_list, happened, look):
    played = get_list(owner, limit=50)["recommendations"][30]
    for user in (owner, other):
        happened(user, "play", played, timezone.now())
    pool = TastePool.objects.get(kind="everyone")
    TastePool.objects.filter(pk=pool.pk).update(fresh_until=timezone.now())
    services.refill_pool(pool.pk)
    first = look()["recommendations"][0]
    assert first["track_id"] == played["track_id"]
    assert first["reason"]["code"] == "popular"


@pytest.mark.parametrize("limit", [1, 7])
def test_it_is_as_long_as_asked_for(standin, look, limit):
    assert len(look(limit=limit)["recommendations"]) == limit


@pytest.mark.parametrize("limit", ["0", "51", "many"])
def test_another_limit_is_400(client_of, owner, limit):
    answer = client_of(owner).get(PATH, {"limit": limit})
    assert (answer.status_code, answer.json()["code"]) == (400, "validation_failed")


def test_no_artist_comes_more_than_twice_and_no_track_again(standin, look):
    body = look(limit=50)
    assert max(artists(body).count(name) for name in artists(body)) <= 2
    assert len(set(ids(body))) == len(ids(body))


def test_it_is_ranked_once_for_all(standin, owner, other, look, django_assert_num_queries):
    first = look(limit=50)
    with django_assert_num_queries(4):  # what the listener has turned down
        second = json.loads(services.popular(other.pk, 50))
    assert second == first


@pytest.mark.parametrize("action", ["dislike", "hide_track"])
def test_what_the_caller_rejected_is_left_out(look, say, standin, action):
    first, *rest = ids(look())
    say(action, track_id=first)
    body = look()
    assert ids(body)[:-1] == rest
    assert [item["position"] for item in body["recommendations"]] == list(range(1, 21))


def test_an_artist_whom_the_caller_hid_is_left_out(look, say, standin):
    name = artists(look())[0]
    say("hide_artist", artist_name=name)
    assert name not in artists(look(limit=50))


def test_what_the_caller_skipped_is_left_out_and_what_was_heard_is_not(standin, owner, look, act):
    skipped, heard, *_ = look()["recommendations"]
    act(owner, "skip", skipped)
    act(owner, "play", heard)
    assert ids(look())[0] == heard["track_id"]
    assert skipped["track_id"] not in ids(look(limit=50))


def test_explicit_tracks_stay_out_on_request(standin, make_user, client_of, look):
    first = look()["recommendations"][0]["track_id"]
    Track.objects.filter(pk=first).update(explicit=True)
    drawing.forget()
    popular.forget()
    assert ids(look())[0] == first
    careful = client_of(make_user("careful", preferences={"explicit": False}))
    assert first not in ids(careful.get(PATH, {"limit": 50}).json())


def test_what_one_turned_down_stays_for_others(standin, other, look, say, client_of):
    first = ids(look())[0]
    say("hide_track", track_id=first)
    assert ids(client_of(other).get(PATH).json())[0] == first


def test_what_was_just_hidden_is_not_kept_by_the_browser(standin, owner, client_of):
    assert client_of(owner).get(PATH)["Cache-Control"] == "private, no-cache"


def test_with_nothing_ever_fetched_it_is_503(standin, owner, client_of):
    standin.fault("server_error", status=503, times=None)
    answer = client_of(owner).get(PATH)
    assert (answer.status_code, answer.json()["code"]) == (503, "nothing_to_recommend")


def test_someone_signed_out_gets_401(api):
    assert api.get(PATH).status_code == 401
