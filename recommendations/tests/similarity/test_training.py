"""What everyone did becomes a served version, if it is enough to learn from."""

import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from redis import Redis

from analytics.models import UserActivity
from recommendations import services, tasks
from recommendations.models import SimilarItem, SimilarityVersion
from recommendations.similarity import store, versions

pytestmark = pytest.mark.django_db(transaction=True)


def neighbours_of(kind, key):
    """The keys that an item speaks for in the served version, as key to weight."""
    version = versions.active()[kind]
    keys = dict(SimilarItem.objects.filter(version=version).values_list("number", "key"))
    listed = store.lists_of({version: [key]})[version, key]
    return {keys[number]: weight for number, weight in listed.pairs()}


def test_what_the_same_people_play_goes_together(crowd):
    services.train_similarity("track")
    friends = {key for key, weight in neighbours_of("track", "rock1").items() if weight > 0}
    assert friends and all(key.startswith("rock") for key in friends)


def test_artists_are_learned_by_their_names(crowd):
    services.train_similarity("artist")
    assert "band of rock2" in neighbours_of("artist", "band of rock1")


def test_a_version_tells_what_it_was_learned_from(crowd):
    services.train_similarity("track")
    version = SimilarityVersion.objects.get()
    assert (version.listeners, version.items, version.interactions) == (24, 30, 240)
    assert version.links > 0 and version.active
    assert version.parameters["min_listeners"] == 2


def test_an_item_that_one_listener_plays_is_not_even_named(crowd, did):
    did(crowd[0], "play", "secret")
    services.train_similarity("track")
    assert not SimilarItem.objects.filter(key="secret").exists()


def test_private_sessions_teach_nothing(crowd, did):
    for user in crowd:
        did(user, "play", "hidden", private=True)
    services.train_similarity("track")
    assert not SimilarItem.objects.filter(key="hidden").exists()


def test_equal_activity_gives_equal_lists(crowd):
    services.train_similarity("track")
    first = neighbours_of("track", "jazz3")
    services.train_similarity("track")
    assert neighbours_of("track", "jazz3") == first


def test_too_little_activity_is_not_learned_from(crowd):
    UserActivity.objects.filter(user__in=crowd[9:]).delete()
    sentence = services.train_similarity("track")
    assert sentence == (
        "Nothing trained: 9 listeners and 30 shared tracks are too few; it takes 10 and 20."
    )
    assert versions.active() == {}


def test_activity_that_became_too_little_leaves_the_version_in_place(crowd):
    services.train_similarity("track")
    before = versions.active()
    UserActivity.objects.all().delete()
    services.train_similarity("track")
    assert versions.active() == before


def test_a_kind_is_trained_by_one_process_at_a_time(crowd, in_threads):
    def hold_and_train():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_lock(hashtext('train similarity'), hashtext('track'))"
            )
        try:
            return in_threads(1, lambda: services.train_similarity("track"))
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock_all()")

    assert hold_and_train() == ["Nothing trained: track is being trained elsewhere."]


def test_the_command_trains_both_kinds_or_one(crowd):
    out = StringIO()
    call_command("train_similarity", kind="artist", stdout=out)
    assert set(versions.active()) == {"artist"}
    call_command("train_similarity", stdout=out)
    assert set(versions.active()) == {"track", "artist"}
    assert out.getvalue().count(" is served: 24 listeners") == 3


def test_both_kinds_are_trained_daily_in_a_queue_of_their_own(queue):
    schedule = settings.CELERY_BEAT_SCHEDULE.values()
    entries = [entry for entry in schedule if entry["task"].endswith("similarity")]
    for entry in entries:
        tasks.train_similarity.delay(**entry["kwargs"])
    with Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        assert broker.llen("training") == 2 and queue() == []
    assert [entry["kwargs"]["kind"] for entry in entries] == ["track", "artist"]


def test_the_task_trains(crowd):
    tasks.train_similarity(kind="track")
    assert set(versions.active()) == {"track"}


def test_processes_that_only_serve_load_no_numerical_package():
    probe = """
import sys, django
django.setup()
import recommendations.tasks, recommendations.views, recommendations.admin
print(sorted({"numpy", "scipy"} & set(sys.modules)))
"""
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
