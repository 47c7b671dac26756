"""Every list: varied, honest about its reasons, and the same for the same inputs."""

from collections import Counter

import pytest

from recommendations import listeners, pipeline
from recommendations.types import RefreshRequest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fan(make_user):
    """Somebody with tastes of each kind."""
    return make_user("fan", genres=["Rock", "Jazz"], artists=["U2"], moods=["chill"])


def test_no_artist_has_more_than_two_tracks(standin, fan, get_list):
    items = get_list(fan, limit=50)["recommendations"]
    assert max(Counter(item["artist_name"] for item in items).values()) <= 2


def test_no_song_comes_twice(standin, fan):
    listener = listeners.load([fan.pk])[fan.pk]
    drawn = pipeline.draw(listener.profile, RefreshRequest(), patience=10)
    songs = [item.track.song for item in pipeline.choose(listener, drawn, count=50)]
    assert len(songs) == len(set(songs))


def test_each_reason_names_one_of_the_users_tastes(standin, fan, get_list):
    stated = {("genre", "rock"), ("genre", "jazz"), ("artist", "U2"), ("mood", "chill")}
    reasons = [item["reason"] for item in get_list(fan, limit=50)["recommendations"]]
    personal = {(r["code"], r["value"]) for r in reasons if r["code"] != "discover"}
    assert personal <= stated
    assert {"genre", "artist"} <= {code for code, _ in personal}


def test_each_reason_is_also_a_sentence(standin, fan, get_list):
    for item in get_list(fan, limit=50)["recommendations"]:
        assert item["reason"]["value"] in item["reason"]["text"]
        assert len(item["reason"]["text"]) > 5


def test_who_is_named_as_the_reason_plays_on_the_track(standin, fan, get_list):
    for item in get_list(fan, limit=50)["recommendations"]:
        if item["reason"]["code"] == "artist":
            assert item["reason"]["value"] in item["artist_name"]


def test_the_same_inputs_make_the_same_list(standin, fan):
    listener = listeners.load([fan.pk])[fan.pk]
    drawn = pipeline.draw(listener.profile, RefreshRequest(), patience=10)
    first, second = (pipeline.choose(listener, drawn, count=50) for _ in range(2))
    assert first == second


def test_explicit_tracks_stay_out_on_request(standin, make_user, get_list):
    genres = ["rock", "metal", "hip hop"]
    careful = make_user("careful", genres=genres, preferences={"explicit": False})
    carefree = make_user("carefree", genres=genres)
    marks = {
        user.username: {i["metadata"]["explicit"] for i in items}
        for user in (careful, carefree)
        if (items := get_list(user, limit=50)["recommendations"])
    }
    assert True in marks["carefree"]
    assert True not in marks["careful"]


def test_other_tastes_make_another_list(standin, owner, client_of, get_list):
    before = get_list(owner)
    change = {"profile": {"favorite_genres": ["classical"]}}
    assert client_of(owner).patch("/api/users/me/", change).status_code == 200
    after = get_list(owner)
    assert after["source"] == "pools"
    assert "classical" in {item["reason"]["value"] for item in after["recommendations"]}
    assert before["recommendations"] != after["recommendations"]


def test_signing_up_sends_the_warming_of_the_tastes(queue, make_user):
    user = make_user("newcomer", genres=["rock"])
    assert queue() == [("warm_tastes", {"user_id": user.pk})]


def test_a_taste_may_be_written_in_many_ways(standin, people, get_list, upstream_calls):
    first, second = people(2, [["Hip-Hop"], ["hip hop "]])
    get_list(first)
    calls = upstream_calls()
    get_list(second)
    assert upstream_calls() == calls


def test_an_artist_may_be_named_by_id(standin, owner, make_user, get_list):
    track = get_list(owner)["recommendations"][0]
    artist_id = track["metadata"]["artist_ids"][0]
    fan = make_user("fan", artists=[artist_id])
    reasons = [item["reason"] for item in get_list(fan)["recommendations"]]
    assert {"code": "artist", "value": track["artist_name"]}.items() <= reasons[0].items()
