"""The requests that our calls become."""

import pytest

from spotify.config import SpotifyConfig
from spotify.endpoints import Endpoints
from spotify.errors import BadRequest
from spotify.messages import Group

ENDPOINTS = Endpoints(SpotifyConfig("id", "secret", api_url="https://host/v1/", market="SE"))


def test_a_search_names_types_and_market():
    request = ENDPOINTS.search('genre:"dub"', ("track", "artist"), 10, 20)
    assert request.url == "https://host/v1/search"
    assert request.params["type"] == "track,artist"
    assert (request.params["limit"], request.params["offset"]) == ("10", "20")
    assert request.params["market"] == "SE"


def test_a_search_never_asks_beyond_the_thousandth_result():
    assert ENDPOINTS.search("x", ("track",), 50, 990).params["limit"] == "10"


@pytest.mark.parametrize("offset", [-1, 1_000])
def test_a_search_outside_the_results_is_refused_here(offset):
    with pytest.raises(BadRequest):
        ENDPOINTS.search("x", ("track",), 10, offset)


def test_each_request_belongs_to_its_circuit():
    assert ENDPOINTS.search("x", ("track",), 1, 0).group is Group.SEARCH
    assert ENDPOINTS.artist_albums("x", 1, 0).group is Group.ARTIST_ALBUMS
    assert ENDPOINTS.album_tracks("x").group is Group.OTHER


def test_an_id_cannot_leave_its_place_in_the_path():
    assert ENDPOINTS.track("../me?x=1").url == "https://host/v1/tracks/..%2Fme%3Fx%3D1"


@pytest.mark.parametrize("nothing", ["", ".", ".."])
def test_an_id_that_is_no_segment_is_refused_here(nothing):
    with pytest.raises(BadRequest):
        ENDPOINTS.artist(nothing)


def test_recommendations_carry_seeds_and_targets():
    seeds = {"genres": ["rock", "happy"], "artists": [], "tracks": ["t1"]}
    request = ENDPOINTS.recommendations(
        seeds, 500, {"target_energy": 0.8, "max_duration_ms": 1234567}
    )
    assert request.params["seed_genres"] == "rock,happy"
    assert "seed_artists" not in request.params
    assert request.params["target_energy"] == "0.8"
    assert request.params["max_duration_ms"] == "1234567"
    assert request.params["limit"] == "100"


@pytest.mark.parametrize(
    "seeds", [{}, {"genres": []}, {"genres": list("abc"), "tracks": ["t"] * 3}]
)
def test_recommendations_take_one_to_five_seeds(seeds):
    with pytest.raises(BadRequest):
        ENDPOINTS.recommendations(seeds, 20, {})


@pytest.mark.parametrize("name", ["energy", "target_joy", "limit", "target_"])
def test_recommendations_refuse_targets_that_spotify_does_not_know(name):
    with pytest.raises(BadRequest):
        ENDPOINTS.recommendations({"genres": ["rock"]}, 20, {name: 1})
