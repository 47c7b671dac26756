"""Hiding an artist takes them out as a cause, too, by whatever name or id it was said."""

import pytest

from recommendations.tests.test_feedback import ids

pytestmark = pytest.mark.django_db(transaction=True)

ID = "0123456789abcdefghijAB"
FEEDBACK = "/api/recommendations/me/feedback/"


@pytest.fixture
def say(client_of):
    """Say something outright: ``say(user, "hide_artist", artist_id=ID)``; the answer's body."""

    def post(user, action, **target):
        answer = client_of(user).post(FEEDBACK, {"action": action, **target})
        assert answer.status_code == 200, answer.content
        return answer.json()

    return post


@pytest.fixture
def newcomer(standin, make_user, known, learned):
    """Somebody without tastes; the band of a leads to that of far, and a to b."""
    known("a", artist_ids=(ID,), artist_names=("Band of a",))
    known("b", "far")
    learned("track", {"a": [("b", 0.5)]})
    learned("artist", {"band of a": [("band of far", 0.4)]})
    return make_user("newcomer")


def causes(body):
    """What the tracks that learning led to are said to go with."""
    learned = ("similar", "similar_liked", "similar_artist")
    return {
        item["reason"]["value"]
        for item in body["recommendations"]
        if item["reason"]["code"] in learned
    }


@pytest.mark.parametrize(
    "how", [{"artist_id": ID}, {"artist_name": "BAND OF A"}, {"artist_id": ID, "artist_name": "A"}]
)
def test_a_hidden_artist_and_their_tracks_cause_nothing(newcomer, did, say, get_list, how):
    did(newcomer, "play", "a")
    assert causes(get_list(newcomer, limit=50)) == {"Song a", "Band of a"}
    say(newcomer, "hide_artist", **how)
    assert causes(get_list(newcomer, limit=50)) == set()


def test_a_liked_track_of_a_hidden_artist_causes_nothing(newcomer, say, get_list):
    say(newcomer, "like", track_id="a")
    assert causes(get_list(newcomer, limit=50)) == {"Song a", "Band of a"}
    say(newcomer, "hide_artist", artist_id=ID)
    assert causes(get_list(newcomer, limit=50)) == set()


def test_what_was_hidden_and_brought_back_causes_again(newcomer, did, say, get_list):
    did(newcomer, "play", "a")
    say(newcomer, "hide_artist", artist_name="Band of a")
    say(newcomer, "undo", artist_id=ID)
    assert causes(get_list(newcomer, limit=50)) == {"Song a", "Band of a"}


def test_artists_in_one_line_cause_one_by_one(newcomer, known, act, get_list, say):
    known("duet", artist_ids=("x", "y"), artist_names=("Band of a", "Guest"))
    line = {"track_id": "duet", "track_name": "Duet", "artist_name": "Band of a, Guest"}
    act(newcomer, "play", line)
    assert causes(get_list(newcomer, limit=50)) == {"Band of a"}
    say(newcomer, "hide_artist", artist_name="Band of a")
    assert causes(get_list(newcomer, limit=50)) == set()


def test_an_artist_is_hidden_whose_name_can_be_encoded_in_two_ways(
    owner, known, learned, say, client_of
):
    known("a", "b")
    known("trail", artist_names=("…And You Will Know Us by the Trail of Dead",))
    learned("track", {"a": [("trail", 0.5), ("b", 0.25)]})
    say(owner, "hide_artist", artist_name="...and you will know us by the trail of dead")
    assert ids(client_of(owner).get("/api/recommendations/similar/a/").json()) == ["b"]
