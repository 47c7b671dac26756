"""What rises among listeners here is on offer to everyone, and says so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from analytics.models import UserActivity
from recommendations import services
from recommendations.models import PoolCandidate, TastePool
from recommendations.sources.trending import Trending
from recommendations.types import EVERYONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def risen(standin, people, get_list, happened):
    """Two tracks of a list: one that all played an hour ago, one they have played for weeks."""
    users = people(6, [["rock"]])
    rising, steady = get_list(users[0], limit=50)["recommendations"][20:22]
    now = timezone.now()
    for user in users:
        happened(user, "play", rising, now - timedelta(hours=1))
        for days in range(28):
            happened(user, "play", steady, now - timedelta(days=days, hours=1))
    return rising, steady


def test_a_track_that_bursts_is_found_before_one_that_is_always_played(risen):
    found = [facts.id for facts in Trending().tracks(EVERYONE, 1)]
    assert found[0] == risen[0]["track_id"]


def test_it_serves_nobodys_particular_taste():
    assert Trending().serves(EVERYONE)
    assert not Trending().serves(EVERYONE.of("genre", "rock"))


@pytest.fixture
def refill():
    """Fill the pool for everyone anew."""

    def fill():
        TastePool.objects.filter(kind="everyone").update(fresh_until=timezone.now())
        services.refill_pool(TastePool.objects.get(kind="everyone").pk)

    return fill


def test_a_list_says_what_is_on_the_rise(risen, refill, make_user, get_list):
    refill()
    items = get_list(make_user("newcomer"))["recommendations"]
    reasons = {item["track_id"]: item["reason"]["code"] for item in items}
    assert reasons[risen[0]["track_id"]] == "trending"


def test_what_rises_no_more_and_is_popular_no_more_leaves_the_pool(risen, refill):
    refill()
    found_here = PoolCandidate.objects.filter(source__in=["trending", "popular_here"])
    here = set(found_here.values_list("track", flat=True))
    assert here >= {item["track_id"] for item in risen}
    from_outside = PoolCandidate.objects.filter(source="spotify_search", pool__kind="everyone")
    kept = set(from_outside.values_list("track", flat=True))
    UserActivity.objects.all().delete()
    refill()
    assert not found_here.exists()
    assert kept <= set(from_outside.values_list("track", flat=True))


def test_a_trend_stays_in_the_pool_while_it_lasts(risen, refill):
    refill()
    refill()
    assert PoolCandidate.objects.filter(source="trending", track=risen[0]["track_id"]).exists()
