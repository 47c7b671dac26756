"""Reasons from artists name the events that prove them: the listener's own, as they are stored."""

import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from analytics import services as analytics
from analytics.models import UserActivity
from recommendations import services

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def newcomer(make_user):
    """Somebody without tastes: only what they do can be a reason."""
    return make_user("newcomer")


@pytest.fixture
def listed(newcomer, get_list):
    """The tracks of the newcomer's list, made anew from what is stored now."""

    def get():
        services.outdate_lists([newcomer.pk])
        return get_list(newcomer, limit=50)["recommendations"]

    return get


def evidence(items, code):
    """The evidence of the reasons with this code, by the artist that they name."""
    reasons = [item["reason"] for item in items if item["reason"]["code"] == code]
    return {reason["value"]: reason["evidence"] for reason in reasons}


def test_a_like_proves_that_an_artist_is_liked(standin, newcomer, listed, act):
    track = listed()[-1]
    act(newcomer, "like", track)
    (event,) = UserActivity.objects.filter(user=newcomer)
    assert evidence(listed(), "liked_artist") == {track["artist_name"]: [event.pk]}


def test_plays_prove_that_an_artist_is_played_the_latest_first(standin, newcomer, listed, happened):
    track, now = listed()[-1], timezone.now()
    days = [happened(newcomer, "play", track, now - timedelta(days=40 + n)).pk for n in range(4)]
    assert evidence(listed(), "played_artist") == {track["artist_name"]: days[:3]}


@pytest.mark.parametrize("action", ["like", "play"])
def test_what_is_deleted_is_no_reason_in_the_next_list(standin, newcomer, listed, happened, action):
    track = listed()[-1]
    event = happened(newcomer, action, track, timezone.now() - timedelta(days=40))
    assert any(item["reason"]["evidence"] == [event.pk] for item in listed())
    event.delete()
    items = listed()
    assert not any(item["reason"]["evidence"] for item in items)
    assert track["artist_name"] not in {item["reason"]["value"] for item in items}


def test_of_two_likes_the_one_that_is_left_goes_on_proving(standin, newcomer, listed, happened):
    track, then = listed()[-1], timezone.now() - timedelta(days=40)
    kept, gone = (happened(newcomer, "like", track, then + timedelta(hours=n)) for n in range(2))
    gone.delete()
    assert evidence(listed(), "liked_artist") == {track["artist_name"]: [kept.pk]}


def test_all_evidence_is_the_listeners_own_and_exists(standin, newcomer, other, listed, act):
    tracks = listed()
    act(newcomer, "like", *tracks[:5])
    act(newcomer, "play", *tracks[5:15])
    act(other, "like", *tracks[:20])
    own = set(UserActivity.objects.filter(user=newcomer).values_list("pk", flat=True))
    named = {pk for item in listed() for pk in item["reason"]["evidence"]}
    assert named and named <= own


def test_an_imported_history_counts_at_once(standin, newcomer, listed, get_list):
    track = listed()[-1]
    play = {
        "ts": f"{timezone.now() - timedelta(days=40):%Y-%m-%dT%H:%M:%SZ}",
        "spotify_track_uri": f"spotify:track:{track['track_id']}",
        "master_metadata_track_name": track["track_name"],
        "master_metadata_album_artist_name": track["artist_name"],
        "ms_played": 200_000,
    }
    assert analytics.import_history(io.StringIO(json.dumps([play])), newcomer.pk).stored == 1
    items = get_list(newcomer, limit=50)["recommendations"]
    (event,) = UserActivity.objects.filter(user=newcomer)
    assert evidence(items, "played_artist") == {track["artist_name"]: [event.pk]}
