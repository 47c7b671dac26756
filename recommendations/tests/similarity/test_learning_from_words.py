"""What listeners say outright teaches as what they do does."""

import pytest
from django.utils import timezone

from recommendations.models import Feedback
from recommendations.similarity.counting import counts

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def said(db):
    """Store a last word: ``said(user, "like", "track1", artists=["Band"])``."""

    def store(user, action, key, artists=()):
        subject = "artist" if action == "hide_artist" else "track"
        Feedback.objects.create(
            user=user,
            action=action,
            subject=subject,
            key=key,
            artist_names=list(artists),
            changed_at=timezone.now(),
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
