"""What beat starts every hour: lists for everyone active, from pools that all share."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations import services, tasks
from recommendations.models import Recommendation, RecommendationLog, TastePool, Trigger
from spotify.standin.genres import GENRES
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

# Most have tracks; of the others Spotify knows none, which happens.
THIRTY_GENRES = sorted({word for words in GENRES.values() for word in words})
THIRTY_GENRES += ["folk", "funk", "disco", "techno", "house", "ska", "k-pop"]


def test_ten_thousand_listeners_of_thirty_genres_cost_a_hundred_calls(
    standin, people, upstream_calls, settings
):
    """Ten of each genre get their list: the others would add minutes, and no call."""
    settings.SPOTIFY_DAILY_BUDGET = 500
    assert len(THIRTY_GENRES) == 30
    ids = [user.pk for user in people(10_000, [[genre] for genre in THIRTY_GENRES])]
    services.refresh_users(ids[:30], Trigger.HOURLY)  # all is cold yet: the pools become wanted
    stale = services.stale_pools()
    assert len(stale) == 31  # the genres and what suits everyone
    for pool_id in stale:
        services.refill_pool(pool_id)
    assert services.refresh_users(ids[-300:], Trigger.HOURLY) == 300
    assert 60 < upstream_calls() <= 100
    assert not TastePool.objects.exclude(last_error="").exists()


def test_everyone_active_is_sent_in_chunks(people, queue, monkeypatch):
    monkeypatch.setattr(tasks, "_CHUNK", 4)
    ids = [user.pk for user in people(10, [["rock"]])]
    tasks.refresh_active_users()
    chunks = [arguments["user_ids"] for name, arguments in queue() if name == "refresh_chunk"]
    assert [len(chunk) for chunk in chunks] == [4, 4, 2]
    assert sorted(pk for chunk in chunks for pk in chunk) == ids


def test_the_active_are_those_who_came_or_did_something_lately(owner, other, happened, make_user):
    old = timezone.now() - timedelta(days=31)
    User.objects.filter(pk__in=[owner.pk, other.pk]).update(created_at=old)
    item = {"track_id": "t", "track_name": "One", "artist_name": "Ada"}
    happened(owner, "play", item, timezone.now() - timedelta(days=29))
    happened(other, "play", item, old)
    newcomer = make_user("newcomer")
    assert services.active_users() == [owner.pk, newcomer.pk]


def test_a_chunk_makes_the_lists_of_its_users(standin, people, queue):
    users = people(3, [["rock"], ["jazz"]])
    for user in users[:2]:
        services.warm_tastes(user.pk)
    tasks.refresh_chunk(user_ids=[user.pk for user in users])
    hourly = RecommendationLog.objects.filter(trigger=Trigger.HOURLY, status="success")
    assert sorted(hourly.values_list("user", flat=True)) == [user.pk for user in users]
    assert set(Recommendation.objects.values_list("user", flat=True)) == {u.pk for u in users}


def test_a_chunk_passes_over_whoever_is_gone(standin, owner):
    services.warm_tastes(owner.pk)
    assert services.refresh_users([999_999, owner.pk], Trigger.HOURLY) == 1


def test_a_chunk_may_run_twice(standin, owner, get_list):
    services.warm_tastes(owner.pk)
    for _ in range(2):
        tasks.refresh_chunk(user_ids=[owner.pk])
    positions = Recommendation.objects.filter(user=owner, position__isnull=False)
    assert positions.count() == get_list(owner, limit=50)["count"]


def test_stale_pools_are_sent_one_by_one(standin, owner, queue):
    services.warm_tastes(owner.pk)
    TastePool.objects.update(fresh_until=timezone.now())
    tasks.refill_stale_pools()
    sent = [arguments["pool_id"] for name, arguments in queue() if name == "refill_pool"]
    assert sorted(sent) == sorted(TastePool.objects.values_list("pk", flat=True))


def test_unfinished_refreshes_are_sent_again(owner, client_of, queue, age):
    client_of(owner).post("/api/recommendations/me/refresh/")
    log = RecommendationLog.objects.get()
    age(log, minutes=2)
    tasks.resume_refreshes()
    assert queue().count(("run_refresh", {"log_id": log.pk})) == 2
