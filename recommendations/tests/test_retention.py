"""Nothing is kept longer than it may, and nothing of an erased user."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.redis_client import redis_client
from recommendations import lists, services
from recommendations.models import (
    PoolCandidate,
    Recommendation,
    RecommendationLog,
    TastePool,
    Track,
    Trigger,
)
from recommendations.pool import drawing
from recommendations.types import Ranked, Reason, TrackFacts
from users.services import erase_user

pytestmark = pytest.mark.django_db(transaction=True)


def shelves_of(user):
    return [key for key in redis_client().scan_iter("music:shelf*") if key.endswith(b":%d" % user)]


def test_facts_from_spotify_expire_within_thirty_days(standin, owner, get_list):
    get_list(owner)
    latest = timezone.now() + timedelta(days=30)
    assert not Track.objects.filter(expires_at__gt=latest).exists()
    assert not Recommendation.objects.filter(expires_at__gt=latest).exists()


def test_expired_facts_are_purged_everywhere(standin, owner, get_list):
    get_list(owner)
    past = timezone.now() - timedelta(seconds=1)
    track = PoolCandidate.objects.first().track_id
    Track.objects.filter(pk=track).update(expires_at=past)
    Recommendation.objects.filter(position=1).update(expires_at=past)
    purged = services.purge_expired()
    assert (purged["tracks"], purged["recommendations"]) == (1, 1)
    assert not PoolCandidate.objects.filter(track=track).exists()


def test_an_expired_track_is_not_drawn_even_before_the_purge(standin, owner, get_list):
    first = get_list(owner)["recommendations"][0]["track_id"]
    Track.objects.filter(pk=first).update(expires_at=timezone.now())
    drawing.forget()
    services.refresh_users([owner.pk], Trigger.HOURLY)
    items = get_list(owner, limit=50)["recommendations"]
    assert first not in {item["track_id"] for item in items}


def test_what_is_seen_again_lives_on(standin, owner, get_list):
    get_list(owner)
    assert set(services.purge_expired().values()) == {0}


def test_pools_that_nobody_wants_any_more_go_with_the_words_of_their_taste(
    standin, owner, get_list
):
    get_list(owner)
    forgotten = TastePool.objects.filter(kind="genre")
    forgotten.update(wanted_at=timezone.now() - timedelta(days=31))
    assert services.purge_expired()["pools"] == 1
    assert not forgotten.exists() and TastePool.objects.filter(kind="everyone").exists()


def test_logs_go_after_ninety_days(owner, age):
    for days in (89, 91):
        log = RecommendationLog.objects.create(user=owner, trigger=Trigger.HOURLY, status="success")
        age(log, days=days)
    assert services.purge_expired()["logs"] == 1
    assert RecommendationLog.objects.count() == 1


def test_the_newest_two_hundred_per_user_are_kept(owner, other):
    now = timezone.now()
    for user in (owner, other):
        for day in range(6):
            lists.replace(user.pk, fifty(day), now + timedelta(days=day))
    kept = Recommendation.objects.filter(user=owner)
    assert kept.count() == 200
    assert kept.filter(position__isnull=False).count() == 50
    assert min(kept.values_list("chosen_at", flat=True)) == now + timedelta(days=2)


def test_an_erased_user_leaves_nothing(standin, owner, get_list):
    get_list(owner)
    user_id = owner.pk
    erase_user(user_id)
    assert shelves_of(user_id) == []
    assert not Recommendation.objects.exists()
    assert not RecommendationLog.objects.exists()


def test_an_erased_user_leaves_nothing_even_while_a_refresh_runs(
    standin, people, get_list, in_threads
):
    doomed = [user.pk for user in people(12, [["rock"]])]
    services.warm_tastes(doomed[0])
    work = [(erase_user, (pk,)) for pk in doomed]
    work += [(services.refresh_users, ([pk] * 3, Trigger.HOURLY)) for pk in doomed]
    in_threads(len(work), lambda job: job[0](*job[1]), work)
    assert [key for pk in doomed for key in shelves_of(pk)] == []
    assert not Recommendation.objects.exists()


def fifty(day):
    return [
        Ranked(
            TrackFacts(f"{day}-{n}", f"Song {n}", ("a",), ("Ada",), "https://open.spotify.com/"),
            score=0.5,
            reason=Reason("discover"),
        )
        for n in range(50)
    ]
