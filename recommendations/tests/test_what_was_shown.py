"""A list that its listener reads becomes impressions, whichever way it was answered."""

import pytest

from analytics import services as analytics
from analytics.models import Impression
from common.redis_client import redis_client

pytestmark = pytest.mark.django_db(transaction=True)


def shown(user):
    """What was shown, once the background has stored it: ids in the order of the list."""
    analytics.record_views()
    found = Impression.objects.filter(user_id=user.pk).order_by("shown_at", "position")
    return list(found.values_list("recommendation_id", flat=True))


def ids(body):
    return [item["id"] for item in body["recommendations"]]


def test_a_list_made_on_the_spot_counts(standin, owner, get_list):
    assert shown(owner) == []
    assert ids(get_list(owner)) == shown(owner)


def test_a_cached_list_counts_as_far_as_it_was_read(standin, owner, get_list):
    get_list(owner)
    redis_client().delete(analytics.VIEWED)
    body = get_list(owner, limit=5)
    assert body["source"] == "cache"
    assert ids(body) == shown(owner)
    first = Impression.objects.get(position=1)
    assert (first.source, first.reason) == ("spotify_search", "genre")


def test_the_list_counts_that_was_shown_not_the_one_that_followed(standin, owner, get_list, act):
    first = get_list(owner)
    redis_client().delete(analytics.VIEWED)
    get_list(owner)
    act(owner, "skip", first["recommendations"][0])
    second = get_list(owner)
    assert set(shown(owner)) == {*ids(first), *ids(second)}
    assert first["recommendations"][0]["id"] not in ids(second)


def test_a_list_from_postgresql_counts(standin, owner, get_list):
    get_list(owner)
    redis_client().flushdb()
    body = get_list(owner)
    assert body["source"] == "database"
    assert ids(body) == shown(owner)


def test_what_staff_look_at_was_not_shown_to_the_listener(standin, owner, staff, client_of):
    for _ in range(2):
        assert client_of(staff).get(f"/api/recommendations/{owner.pk}/").status_code == 200
    assert shown(owner) == []


def test_what_was_refused_was_not_shown(standin, owner, get_list, client_of, settings):
    get_list(owner)
    redis_client().delete(analytics.VIEWED)
    settings.RATELIMIT_ENABLE = True
    settings.RATELIMIT_RATES = settings.RATELIMIT_RATES | {"recommendations": "0/m"}
    assert client_of(owner).get("/api/recommendations/me/").status_code == 429
    assert shown(owner) == []


def test_who_only_asks_for_the_headers_was_shown_nothing(standin, owner, get_list, client_of):
    get_list(owner)
    redis_client().delete(analytics.VIEWED)
    assert client_of(owner).head("/api/recommendations/me/").status_code == 200
    assert shown(owner) == []


def test_views_that_nobody_stores_neither_pile_up_nor_stay(standin, owner, get_list):
    get_list(owner)
    client = redis_client()
    client.delete(analytics.VIEWED)
    get_list(owner)
    assert 0 < client.ttl(analytics.VIEWED) <= 3600
    client.hset(analytics.VIEWED, mapping={f"1:1:{number}": "0 []" for number in range(20_000)})
    get_list(owner, limit=7)
    assert client.hlen(analytics.VIEWED) == 20_001
