"""What listeners make of the tracks is told to the catalogue, and shows in others' lists."""

import pytest
from django.utils import timezone

from analytics.models import UserActivity
from recommendations import pool, services, tracks
from recommendations.models import TastePool, Track
from recommendations.types import Taste

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rock(standin, owner, get_list):
    return get_list(owner, limit=50)["recommendations"]


@pytest.fixture
def listeners(people):
    return people(5, [["rock"]])


@pytest.fixture
def say(listeners, happened):
    """Let ``number`` listeners do this with a track."""

    def act(number, action, item, **facts):
        for user in listeners[:number]:
            happened(user, action, item, timezone.now(), **facts)

    return act


def reception(item):
    return Track.objects.get(pk=item["track_id"]).reception


def test_one_listener_moves_nothing(rock, say):
    say(1, "like", rock[0])
    services.learn_reception()
    assert reception(rock[0]) is None


def test_what_many_like_is_taken_better_than_what_many_skip(rock, say):
    say(5, "like", rock[0])
    say(5, "skip", rock[1])
    services.learn_reception()
    assert reception(rock[1]) < 0 < reception(rock[0])


def test_somebody_who_repeats_has_one_voice(rock, say):
    say(2, "like", rock[0])
    say(5, "skip", rock[1])
    services.learn_reception()
    once = reception(rock[0])
    for _ in range(20):
        say(2, "like", rock[0])
    assert services.learn_reception() == 0
    assert reception(rock[0]) == once


def test_words_are_voices_as_deeds_are_and_have_the_last_say(rock, say, listeners, said):
    """Three turn down what all played through, two like what they skip today."""
    loved, played, disliked = (each["track_id"] for each in rock[:3])
    for item in rock[:3]:
        say(5, "play", item, ms_played=200_000)
    say(2, "skip", rock[0], ms_played=1000, reason_end="fwdbtn")
    for user in listeners[:2]:
        said(user, "like", loved)
    for user, action in zip(listeners, ("dislike", "hide_track", "dislike"), strict=False):
        said(user, action, disliked)
    said(listeners[4], "dislike", played, private=True)
    said(listeners[4], "hide_artist", "some artist", artists=[rock[1]["artist_name"]])
    services.learn_reception()
    told = dict(Track.objects.filter(reception__isnull=False).values_list("pk", "reception"))
    # Voices: 2 x 1 + 3 x 1/2, 5 x 1/2, 3 x 0 + 2 x 1/2; their mean over all 15.
    mean = (3.5 + 2.5 + 1.0) / 15
    voices = {loved: 3.5, played: 2.5, disliked: 1.0}
    assert told == {
        track: pytest.approx((voice + 10 * mean) / 15 - mean, abs=1e-6)
        for track, voice in voices.items()
    }


def test_private_sessions_say_nothing(rock, say):
    say(5, "like", rock[0], private=True)
    services.learn_reception()
    assert reception(rock[0]) is None


def test_a_track_of_which_nobody_speaks_any_more_loses_its_reception(rock, say):
    say(5, "like", rock[0])
    services.learn_reception()
    UserActivity.objects.filter(track_id=rock[0]["track_id"]).delete()
    assert services.learn_reception() == 1
    assert reception(rock[0]) is None


def test_fetching_a_track_anew_keeps_what_was_learned(rock, say):
    say(5, "like", rock[0])
    say(5, "skip", rock[1])
    services.learn_reception()
    learned = reception(rock[0])
    tracks.store(tracks.known([rock[0]["track_id"]]))
    assert reception(rock[0]) == learned


def test_a_pool_that_is_filled_again_hands_it_out(rock, say):
    say(5, "like", rock[0])
    say(5, "skip", rock[1])
    services.learn_reception()
    rows = TastePool.objects.filter(kind="genre", value="rock")
    for row in rows:
        services.outdate_pool(row.pk)
        services.refill_pool(row.pk)
    drawn = pool.draw(pool.existing([Taste("genre", "rock")]))
    known = {each.track.id: each.track.reception for each in drawn}
    assert known[rock[0]["track_id"]] == reception(rock[0])
