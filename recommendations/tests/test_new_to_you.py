"""Who turns out to play a genre is offered artists of it whom they never played."""

import pytest
from django.utils import timezone

from recommendations import listeners
from recommendations.ranking import DEFAULT
from recommendations.sources.personal.new_to_you import NewToYou

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def jazz(standin, make_user, get_list):
    """Tracks of jazz, whose pool somebody else's taste has filled, by different artists."""
    items = get_list(make_user("jazz fan", genres=["jazz"]), limit=50)["recommendations"]
    own = [item for item in items if item["reason"] == items[0]["reason"]]
    return list({item["artist_name"]: item for item in own}.values())


@pytest.fixture
def plays(happened):
    """Let a listener play these tracks just now: ``plays(user, *items)``."""

    def store(user, *items):
        for item in items:
            happened(user, "play", item, timezone.now())

    return store


def offered(user):
    """What the source offers to a listener."""
    return NewToYou().candidates(listeners.load([user.pk])[user.pk], DEFAULT)


def test_a_genre_that_is_played_and_not_stated_is_drawn_from(jazz, owner, plays):
    plays(owner, *jazz[:3])
    found = offered(owner)
    assert found
    assert {each.cause.code for each in found} == {"new_to_you"}
    assert {each.cause.value for each in found} == {"jazz"}
    evidence = {pk for each in found for pk in each.cause.evidence}
    assert evidence == set(owner.activities.values_list("pk", flat=True))


def test_the_more_of_a_genre_was_played_the_more_that_says(jazz, owner, plays):
    plays(owner, *jazz[:3])
    little = offered(owner)[0].support
    plays(owner, *jazz[:3])
    assert 0 < little < offered(owner)[0].support < 1


def test_artists_whom_the_listener_knows_are_left_out(jazz, owner, plays):
    plays(owner, *jazz[:3])
    heard = {item["artist_name"].casefold() for item in jazz[:3]}
    assert not heard & {name for each in offered(owner) for name in each.track.spoken_names}


def test_a_stated_genre_is_drawn_from_anyway(jazz, other, plays):
    plays(other, *jazz[:3])  # who states jazz
    assert offered(other) == []


def test_two_tracks_of_a_genre_make_no_liking(jazz, owner, plays):
    plays(owner, *jazz[:2])
    assert offered(owner) == []


def test_a_genre_that_is_skipped_as_often_is_not_liked(jazz, owner, plays, happened):
    plays(owner, *jazz[:3])
    for item in jazz[:3]:
        happened(owner, "skip", item, timezone.now())
    assert offered(owner) == []


def test_a_list_says_what_it_is_new_from(jazz, owner, plays, get_list):
    plays(owner, *jazz[:3])
    items = get_list(owner, limit=50)["recommendations"]
    texts = {item["reason"]["text"] for item in items if item["reason"]["code"] == "new_to_you"}
    assert texts == {"New to you, from jazz, which you play"}
