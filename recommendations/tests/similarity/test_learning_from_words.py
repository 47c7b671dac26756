"""What listeners say outright teaches as what they do does."""

import uuid

import pytest
from django.utils import timezone

from analytics.models import UserActivity
from recommendations.similarity.counting import counts

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def played(db):
    """Store a play with the artist as its sender wrote it: ``played(user, "a", "Band, Guest")``."""

    def store(user, track, artist):
        UserActivity.objects.create(
            user=user,
            action="play",
            track_id=track,
            track_name=f"Song {track}",
            artist_name=artist,
            artist_key=artist.casefold(),
            timestamp=timezone.now(),
            event_id=uuid.uuid4().hex,
        )

    return store


def learned(kind):
    return {(user_id, key): count for user_id, key, count in counts(kind)}


def test_a_like_that_was_said_counts_as_one_that_was_sent(owner, other, did, said):
    did(owner, "like", "rock1")
    said(other, "like", "rock1")
    found = learned("track")
    assert found[owner.pk, "rock1"] == found[other.pk, "rock1"] == 4


def test_a_like_said_and_sent_counts_once(owner, did, said):
    did(owner, "like", "rock1")
    said(owner, "like", "rock1")
    assert learned("track") == {(owner.pk, "rock1"): 4}


def test_a_like_comes_on_top_of_plays(owner, did, said):
    did(owner, "play", "rock1", ms_played=200_000)
    said(owner, "like", "rock1")
    assert learned("track")[owner.pk, "rock1"] == 5


@pytest.mark.parametrize("action", ["dislike", "hide_track"])
def test_nothing_is_learned_of_what_was_rejected_however_often_it_was_played(
    owner, did, said, action
):
    did(owner, "play", "rock1", ms_played=200_000)
    said(owner, action, "rock1")
    assert learned("track") == {}


def test_what_was_undone_says_nothing(owner, said):
    said(owner, "undo", "rock1")
    assert learned("track") == {}


def test_a_liked_track_speaks_for_its_artists(owner, said):
    said(owner, "like", "rock1", artists=["The Band", "Guest"])
    assert learned("artist") == {(owner.pk, "the band"): 4, (owner.pk, "guest"): 4}


def test_a_hidden_artist_is_no_taste_whatever_was_liked(owner, did, said):
    did(owner, "play", "rock1", ms_played=200_000)
    said(owner, "like", "rock1", artists=["Band of rock1"])
    said(owner, "hide_artist", "band of rock1", artists=["Band of rock1"])
    assert learned("artist") == {}


def test_a_disliked_track_does_not_speak_against_its_artist(owner, did, said):
    did(owner, "play", "rock1", ms_played=200_000)
    said(owner, "dislike", "rock1", artists=["Band of rock1"])
    assert learned("artist") == {(owner.pk, "band of rock1"): 1}


@pytest.mark.parametrize("action", ["like", "dislike"])
def test_words_of_a_private_session_teach_nothing(owner, other, did, said, action):
    did(owner, "play", "rock1")
    said(owner, action, "rock1", artists=["Band of rock1"], private=True)
    said(other, "hide_artist", "band of rock1", artists=["Band of rock1"], private=True)
    did(other, "play", "rock1")
    assert learned("track") == {(owner.pk, "rock1"): 1, (other.pk, "rock1"): 1}
    band = "band of rock1"
    assert learned("artist") == {(owner.pk, band): 1, (other.pk, band): 1}


def test_artists_in_one_line_are_learned_one_by_one_where_a_track_tells_them_apart(
    owner, known, played
):
    known("a", artist_ids=("1", "2"), artist_names=("The Band", "Guest"))
    known("b", artist_names=("Earth, Wind & Fire",))
    played(owner, "a", "The Band, Guest")
    played(owner, "b", "Earth, Wind & Fire")
    played(owner, "unknown", "Somebody, Nobody")
    assert {key for _, key in learned("artist")} == {
        *("the band", "guest", "earth, wind & fire", "somebody, nobody")
    }


def test_what_is_done_together_and_alone_counts_as_one(owner, known, played, said):
    known("a", artist_ids=("1", "2"), artist_names=("The Band", "Guest"))
    played(owner, "a", "The Band, Guest")
    played(owner, "c", "The Band")
    said(owner, "like", "a", artists=["The Band", "Guest"])
    said(owner, "like", "c", artists=["The Band"])
    assert learned("artist") == {(owner.pk, "the band"): 6, (owner.pk, "guest"): 5}


def test_hiding_one_of_two_artists_leaves_the_other(owner, known, played, said):
    known("a", artist_ids=("1", "2"), artist_names=("The Band", "Guest"))
    played(owner, "a", "The Band, Guest")
    said(owner, "hide_artist", "the band", artists=["The Band"])
    assert learned("artist") == {(owner.pk, "guest"): 1}


def test_a_name_is_the_same_however_it_is_encoded(owner, played, said):
    played(owner, "a", "…And You Will Know Us")
    said(owner, "like", "b", artists=["...And You Will Know Us"])
    assert learned("artist") == {(owner.pk, "...and you will know us"): 5}


def test_each_listener_is_counted_with_their_own_words(people, did, said):
    users = people(30, [[]])
    for number, user in enumerate(users):
        did(user, "play", "rock1", "rock2")
        said(user, "like" if number % 2 else "dislike", "rock1")
    assert learned("track") == {
        **{(user.pk, "rock1"): 5 for user in users[1::2]},
        **{(user.pk, "rock2"): 1 for user in users},
    }
