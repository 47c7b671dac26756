"""What is popular here."""

import pytest
from django.utils import timezone

from recommendations import services
from recommendations.models import TastePool
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


def test_it_is_made_once_for_all(standin, look, django_assert_num_queries):
    look()
    with django_assert_num_queries(0):
        services.popular(50)


def test_with_nothing_ever_fetched_it_is_503(standin, owner, client_of):
    standin.fault("server_error", status=503, times=None)
    answer = client_of(owner).get(PATH)
    assert (answer.status_code, answer.json()["code"]) == (503, "nothing_to_recommend")


def test_someone_signed_out_gets_401(api):
    assert api.get(PATH).status_code == 401
