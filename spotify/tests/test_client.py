"""The calls, against each kind of app."""

import pytest

from spotify.errors import BadRequest, ItemMissing
from spotify.standin import StandinServer


@pytest.fixture(params=["dev2026", "extended", "legacy"])
def any_client(request, client_for):
    """A client of each kind of app in turn."""
    with StandinServer(profile=request.param) as standin:
        yield client_for(standin)


def test_a_search_gives_tracks_with_artist_album_and_link(any_client):
    track = any_client.search('artist:"Iron Maiden"').tracks[0]
    assert track.artist_name == "Iron Maiden"
    assert track.album_name
    assert track.spotify_url.startswith("https://open.spotify.com/track/")
    assert track.duration_ms > 0


def test_a_search_for_several_types_costs_one_call(any_client):
    page = any_client.search("iron", types=("track", "artist", "album"))
    assert page.tracks
    assert page.artists
    assert page.albums
    assert any_client.budget.today().used == 1


def test_a_search_goes_on_from_an_offset(any_client):
    first = any_client.search('genre:"rock"', limit=5)
    second = any_client.search('genre:"rock"', limit=5, offset=5)
    assert not {track.id for track in first.tracks} & {track.id for track in second.tracks}


def test_a_genre_that_does_not_exist_finds_nothing(any_client):
    page = any_client.search('genre:"no such genre"')
    assert (page.tracks, page.total) == ((), 0)


def test_a_search_without_words_is_refused(any_client):
    with pytest.raises(BadRequest):
        any_client.search("")


def test_the_way_from_an_artist_to_tracks(any_client):
    found = any_client.search("iron maiden", types=("artist",)).artists[0]
    artist = any_client.artist(found.id)
    albums = any_client.artist_albums(artist.id, limit=5)
    tracks = any_client.album_tracks(albums[0])
    assert artist.name == "Iron Maiden"
    assert tracks[0].album == albums[0]
    assert tracks[0].artist_name == "Iron Maiden"
    assert any_client.track(tracks[0].id).name == tracks[0].name


def test_tracks_of_an_album_known_by_id_only_come_without_it(any_client):
    album = any_client.search("iron", types=("album",)).albums[0]
    tracks = any_client.album_tracks(album.id)
    assert tracks
    assert all(track.album is None for track in tracks)


@pytest.mark.parametrize("ask", ["track", "artist", "artist_albums", "album_tracks"])
def test_an_item_that_does_not_exist_is_missing(any_client, ask):
    with pytest.raises(ItemMissing):
        getattr(any_client, ask)("0" * 22)


def test_null_items_are_left_out(client, standin):
    standin.fault("null_items", match="search")
    assert 0 < len(client.search("love").tracks) < 10


def test_what_a_new_app_is_not_told_is_unknown(client):
    track = client.search("love").tracks[0]
    assert (track.popularity, track.preview_url) == (None, None)
    assert client.artist(track.artists[0].id).genres == ()
