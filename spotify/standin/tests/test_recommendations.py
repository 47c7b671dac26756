"""The recommendations endpoint, which only legacy apps have."""

import pytest

from spotify.standin.identifiers import artist_identifier, track_identifier

QUEEN = artist_identifier("Queen")
BATTERY = track_identifier("Metallica", "Master Of Puppets", "Battery")


@pytest.mark.parametrize("path", ["recommendations", "recommendations/available-genre-seeds"])
def test_other_apps_get_404_with_an_empty_body(dev, extended, path):
    for app in (dev, extended):
        response = app.get(path, seed_genres="rock")
        assert (response.status_code, response.content) == (404, b"")


def test_a_genre_brings_tracks_and_says_how_many_it_had(legacy):
    body = legacy.json("recommendations", seed_genres="blues")
    (seed,) = body["seeds"]
    assert len(body["tracks"]) == 20
    assert (seed["id"], seed["type"], seed["href"]) == ("blues", "GENRE", None)
    assert seed["initialPoolSize"] == seed["afterFilteringSize"] == 81


def test_a_mood_is_a_genre_seed_too(legacy):
    assert len(legacy.json("recommendations", seed_genres="chill", limit=100)["tracks"]) == 100


def test_the_seeds_take_turns(legacy):
    tracks = legacy.json("recommendations", seed_genres="classical,metal", limit=10)["tracks"]
    composers = [legacy.json(f"artists/{t['artists'][0]['id']}")["genres"] for t in tracks]
    assert ["classical" in genres for genres in composers] == [True, False] * 5


def test_an_artist_and_a_track_are_seeds(legacy):
    body = legacy.json("recommendations", seed_artists=QUEEN, seed_tracks=BATTERY)
    assert [seed["type"] for seed in body["seeds"]] == ["ARTIST", "TRACK"]
    assert BATTERY not in {track["id"] for track in body["tracks"]}


def test_an_unknown_artist_has_an_empty_pool(legacy):
    body = legacy.json("recommendations", seed_artists="0" * 22)
    assert (body["seeds"][0]["initialPoolSize"], body["tracks"]) == (0, [])


@pytest.mark.parametrize(
    "seeds",
    [{}, {"seed_genres": "rock,pop,jazz", "seed_artists": f"{QUEEN},{QUEEN},{QUEEN}"}],
)
def test_no_seed_and_more_than_five_are_refused(legacy, seeds):
    assert legacy.refusal("recommendations", **seeds) == (400, "Invalid request")


def test_a_seed_that_is_none_is_refused(legacy):
    assert legacy.get("recommendations", seed_genres="polka").status_code == 400
    assert legacy.refusal("recommendations", seed_artists="Queen") == (400, "Invalid base62 id")


@pytest.mark.parametrize("limit", [0, 101, "many"])
def test_the_limit_is_one_to_a_hundred(legacy, limit):
    refusal = legacy.refusal("recommendations", seed_genres="rock", limit=limit)
    assert refusal == (400, "Invalid limit")


def test_bounds_are_kept(legacy):
    tracks = legacy.json(
        "recommendations", seed_genres="rock", min_popularity=40, max_duration_ms=200_000, limit=50
    )["tracks"]
    assert tracks
    assert all(t["popularity"] >= 40 and t["duration_ms"] <= 200_000 for t in tracks)


def test_bounds_on_invented_attributes_shrink_the_pool(legacy):
    (seed,) = legacy.json("recommendations", seed_genres="rock", min_energy=0.9)["seeds"]
    assert 0 < seed["afterFilteringSize"] < seed["initialPoolSize"] / 5


def test_a_target_orders_by_nearness(legacy):
    tracks = legacy.json("recommendations", seed_genres="rock", target_popularity=50)["tracks"]
    assert all(abs(track["popularity"] - 50) <= 1 for track in tracks)


def test_a_bound_that_is_no_number_is_refused(legacy):
    status, _ = legacy.refusal("recommendations", seed_genres="rock", min_energy="high")
    assert status == 400


def test_the_same_seeds_give_the_same_tracks_and_others_another_order(legacy):
    once = legacy.json("recommendations", seed_genres="rock")["tracks"]
    again = legacy.json("recommendations", seed_genres="rock")["tracks"]
    more = legacy.json("recommendations", seed_genres="rock,metal")["tracks"]
    assert once == again
    assert [t["id"] for t in more] != [t["id"] for t in once]


def test_the_seeds_are_listed(legacy):
    genres = legacy.json("recommendations/available-genre-seeds")["genres"]
    assert len(genres) == 126
    assert {"rock", "work-out", "rainy-day"} <= set(genres)
