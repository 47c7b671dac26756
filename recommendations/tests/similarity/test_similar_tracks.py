"""GET /api/recommendations/similar/{track_id}/: what goes with a track."""

import pytest

from recommendations.tests.test_feedback import artists, ids

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def similar(client_of):
    """What goes with a track: ``similar(user, "a", limit=5)``."""

    def get(user, track_id, **query):
        return client_of(user).get(f"/api/recommendations/similar/{track_id}/", query)

    return get


def codes(body):
    return {(item["reason"]["code"], item["reason"]["value"]) for item in body["recommendations"]}


def test_what_was_learned_comes_strongest_first(owner, similar, known, learned):
    known("a", "b", "c", "x")
    learned("track", {"a": [("b", 0.5), ("c", 0.25), ("x", -0.5)]})
    body = similar(owner, "a").json()
    assert (body["track_id"], body["source"], ids(body)) == ("a", "learned", ["b", "c"])
    assert codes(body) == {("goes_with", "Song a")}


def test_where_nothing_was_learned_tastes_help_and_say_so(standin, owner, similar, get_list):
    first = get_list(owner)["recommendations"][0]
    body = similar(owner, first["track_id"]).json()
    assert (body["source"], body["count"]) == ("tastes", 20)
    assert codes(body) <= {("same_artist", first["artist_name"]), ("same_taste", "rock")}
    assert ("same_taste", "rock") in codes(body)
    assert first["track_id"] not in ids(body)


def test_where_nothing_was_learned_the_artist_helps_and_says_so(owner, similar, known):
    known("a", "b", artist_names=("The Band",))
    body = similar(owner, "a").json()
    assert (body["source"], ids(body)) == ("tastes", ["b"])
    assert codes(body) == {("same_artist", "The Band")}


def test_no_artist_has_more_than_two_tracks(standin, owner, similar, get_list):
    first = get_list(owner)["recommendations"][0]
    listed = artists(similar(owner, first["track_id"], limit=50).json())
    assert all(listed.count(name) <= 2 for name in listed)


def test_other_versions_of_the_track_are_not_similar_but_the_same(owner, similar, known, learned):
    known("a", "b")
    known("live", name="Song a (Live)", artist_names=("Band of a",))
    learned("track", {"a": [("live", 0.5), ("b", 0.25)]})
    assert ids(similar(owner, "a").json()) == ["b"]


def test_what_the_caller_turned_down_does_not_come(
    owner, other, client_of, similar, known, learned
):
    known("a", "b", "c")
    learned("track", {"a": [("b", 0.5), ("c", 0.25)]})
    said = {"action": "hide_artist", "artist_name": "Band of b"}
    client_of(owner).post("/api/recommendations/me/feedback/", said)
    assert ids(similar(owner, "a").json()) == ["c"]
    assert ids(similar(other, "a").json()) == ["b", "c"]


def test_what_the_caller_skipped_or_heard_lately_does_not_come(
    owner, other, similar, known, learned, did
):
    known("a", "b", "c", "d")
    learned("track", {"a": [("b", 0.5), ("c", 0.25), ("d", 0.1)]})
    did(owner, "skip", "b")
    did(owner, "play", "c")
    assert ids(similar(owner, "a").json()) == ["d"]
    assert ids(similar(other, "a").json()) == ["b", "c", "d"]


def test_what_was_skipped_stays_out_where_all_else_was_heard(owner, similar, known, learned, did):
    known("a", "b", "c")
    learned("track", {"a": [("b", 0.5), ("c", 0.25)]})
    did(owner, "skip", "b")
    did(owner, "play", "c")
    assert ids(similar(owner, "a").json()) == ["c"]


def test_explicit_tracks_stay_out_on_request(make_user, similar, known, learned):
    careful = make_user("careful", preferences={"explicit": False})
    known("a", "b")
    known("c", explicit=True)
    learned("track", {"a": [("c", 0.5), ("b", 0.25)]})
    assert ids(similar(careful, "a").json()) == ["b"]


def test_a_track_that_nobody_knows_is_404(owner, similar):
    answer = similar(owner, "unheard-of")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_track")


def test_the_reason_comes_in_the_language_that_is_asked_for(
    owner, client_of, similar, known, learned
):
    known("a", "b")
    learned("track", {"a": [("b", 0.5)]})
    texts = {
        client_of(owner)
        .get("/api/recommendations/similar/a/", headers={"Accept-Language": language})
        .json()["recommendations"][0]["reason"]["text"]
        for language in ("en", "de")
    }
    assert len(texts) == 2 and all("Song a" in text for text in texts)


def test_how_many_may_be_said(owner, similar, known, learned):
    known("a", "b", "c")
    learned("track", {"a": [("b", 0.5), ("c", 0.25)]})
    assert similar(owner, "a", limit=1).json()["count"] == 1
    assert similar(owner, "a", limit=51).status_code == 400


def test_who_is_signed_out_gets_401(api):
    assert api.get("/api/recommendations/similar/a/").status_code == 401
