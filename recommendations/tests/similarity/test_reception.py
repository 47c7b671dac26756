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
def say(people, happened):
    """Let ``number`` listeners do this with a track."""
    crowd = people(5, [["rock"]])

    def act(number, action, item, **facts):
        for user in crowd[:number]:
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
