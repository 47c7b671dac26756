"""Reading the cached list again: 304 as long as nothing changed, and what makes it change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.redis_client import redis_client
from recommendations import services, shelf
from recommendations.models import Recommendation

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/recommendations/me/"


@pytest.fixture
def client(standin, owner, client_of):
    """The owner's client, for whom a list is on the shelf."""
    made = client_of(owner)
    assert made.get(PATH).json()["source"] == "pools"
    return made


def tag_of(client, query=""):
    return client.get(PATH + query)["ETag"]


def test_who_has_the_list_is_told_so_and_nothing_else(client):
    answer = client.get(PATH, HTTP_IF_NONE_MATCH=tag_of(client))
    assert (answer.status_code, answer.content) == (304, b"")
    assert "Content-Type" not in answer


def test_a_304_says_what_the_list_itself_would(client):
    full = client.get(PATH)
    again = client.get(PATH, HTTP_IF_NONE_MATCH=full["ETag"])
    for name in ("ETag", "Cache-Control", "Vary"):
        assert again[name] == full[name]
    assert full["Cache-Control"] == "private, no-cache"
    assert "Authorization" in full["Vary"]
    assert int(again["X-RateLimit-Remaining"]) == int(full["X-RateLimit-Remaining"]) - 1


@pytest.mark.parametrize("known", ["W/{}", '"other", {}', "*"])
def test_a_tag_may_come_weakened_or_among_others(client, known):
    """Nginx weakens the tag of what it compresses."""
    answer = client.get(PATH, HTTP_IF_NONE_MATCH=known.format(tag_of(client)))
    assert answer.status_code == 304


@pytest.mark.parametrize("known", ['"other"', "nonsense", "", "\x80", '"' * 500])
def test_another_tag_gets_the_list(client, known):
    assert client.get(PATH, HTTP_IF_NONE_MATCH=known).json()["count"] == 20


def test_each_length_has_its_tag(client):
    tags = {tag_of(client, f"?limit={limit}") for limit in (1, 5, 20)}
    assert len(tags) == 3
    assert tag_of(client, "?limit=20") == tag_of(client)


def test_an_outdated_list_is_a_new_one(client, act):
    known = client.get(PATH)
    client.post(f"{PATH}feedback/", {"action": "like", "track_id": _first(known)["track_id"]})
    assert client.get(PATH, HTTP_IF_NONE_MATCH=known["ETag"]).status_code == 200


def test_a_list_grown_old_says_so_to_who_has_it_fresh(client, owner):
    fresh = tag_of(client)
    long_ago = (timezone.now() - timedelta(hours=2)).timestamp()
    redis_client().hset(shelf.shelf_key(owner.pk), "fresh_until", long_ago)
    answer = client.get(PATH, HTTP_IF_NONE_MATCH=fresh)
    assert answer.json()["stale"] is True
    assert client.get(PATH, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_the_same_list_made_anew_is_another(client, owner):
    before = tag_of(client)
    services.refresh_users([owner.pk], services.Trigger.HOURLY)
    assert client.get(PATH, HTTP_IF_NONE_MATCH=before).status_code == 200


def test_the_tag_is_stored_with_the_list(client, owner):
    (version,) = redis_client().hmget(shelf.shelf_key(owner.pk), ["version"])
    assert tag_of(client) == f'"{version.decode()}.20"'


def test_the_long_way_gives_the_same_tag(client, owner, staff, client_of):
    short = tag_of(client)
    long = client_of(staff).get(f"/api/recommendations/{owner.pk}/")
    assert long["ETag"] == short


def test_no_two_listeners_share_a_tag(client, make_user, client_of, standin):
    other = client_of(make_user("twin", genres=["rock"]))
    other.get(PATH)
    assert tag_of(other) != tag_of(client)


def test_head_has_the_headers_of_get_and_no_body(client):
    get, head = client.get(PATH), client.head(PATH)
    assert head.content == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control", "Vary"):
        assert head[name] == get[name]


def test_a_list_from_the_database_has_a_tag_too(client, owner):
    shelf.drop(owner.pk)
    answer = client.get(PATH)
    assert answer.json()["source"] == "database"
    assert answer["ETag"]


def test_a_shelf_of_an_older_release_is_made_anew(client, owner):
    redis_client().hdel(shelf.shelf_key(owner.pk), "version")
    assert client.get(PATH).json()["source"] == "database"
    assert client.get(PATH).json()["source"] == "cache"


def _first(answer):
    return Recommendation.objects.values("track_id").get(
        pk=answer.json()["recommendations"][0]["id"]
    )
