"""Parsing what Spotify sends, full, thin and odd."""

import pytest

from spotify.errors import IncompleteItem
from spotify.payloads import Album, Artist, SearchPage, Track

ARTIST = {"id": "a1", "name": "The Lanterns"}
ALBUM = {
    "id": "b1",
    "name": "Low Tide",
    "artists": [ARTIST],
    "images": [{"url": "https://img/640", "width": 640}, {"url": "https://img/64"}],
    "release_date": "1997-05-12",
    "total_tracks": 9,
}
TRACK = {
    "id": "t1",
    "name": "Harbour",
    "artists": [ARTIST, {"id": "a2", "name": "Guest"}],
    "album": ALBUM,
    "duration_ms": 201_000,
    "explicit": True,
    "popularity": 61,
    "preview_url": "https://p/1",
    "external_urls": {"spotify": "https://open.spotify.com/track/t1?si=1"},
}


def test_a_full_track_is_read_whole():
    track = Track.parse(TRACK)
    assert (track.name, track.artist_name, track.album_name) == (
        "Harbour",
        "The Lanterns",
        "Low Tide",
    )
    assert (track.duration_ms, track.explicit, track.popularity) == (201_000, True, 61)
    assert track.preview_url == "https://p/1"
    assert track.spotify_url == "https://open.spotify.com/track/t1?si=1"


def test_a_tracks_cover_and_year_are_its_albums():
    track = Track.parse(TRACK)
    assert track.art_url == "https://img/640"
    assert track.release_year == 1997


def test_a_track_with_only_id_and_name_is_enough():
    track = Track.parse({"id": "t1", "name": "Harbour"})
    assert (track.artist_name, track.album_name) == ("", "")
    assert (track.album, track.duration_ms, track.popularity) == (None, None, None)
    assert (track.preview_url, track.art_url, track.release_year) == (None, None, None)
    assert track.explicit is False


def test_an_item_without_a_link_gets_the_link_of_its_id():
    assert Track.parse({"id": "t1", "name": "x"}).spotify_url.endswith(".com/track/t1")
    assert Album.parse({"id": "b1", "name": "x"}).spotify_url.endswith(".com/album/b1")
    assert Artist.parse(ARTIST).spotify_url == "https://open.spotify.com/artist/a1"


@pytest.mark.parametrize("kind", [Track, Album, Artist])
@pytest.mark.parametrize("broken", [{"id": None}, {"id": ""}, {"name": None}, {"name": 7}])
def test_an_item_without_id_or_name_is_one_clear_error(kind, broken):
    with pytest.raises(IncompleteItem):
        kind.parse({"id": "1", "name": "x"} | broken)


@pytest.mark.parametrize("key", sorted(set(TRACK) - {"id", "name"}))
@pytest.mark.parametrize("odd", [None, "text", 7, [None], {}, [[]], True])
def test_any_other_field_may_be_odd(key, odd):
    assert Track.parse(TRACK | {key: odd}).name == "Harbour"


def test_a_number_of_the_wrong_kind_is_unknown():
    odd = Track.parse(TRACK | {"popularity": True, "duration_ms": -1})
    assert (odd.popularity, odd.duration_ms) == (None, None)


@pytest.mark.parametrize(
    ("date", "year"), [("1999", 1999), ("2004-02", 2004), ("0000", None), ("", None), (None, None)]
)
def test_a_release_year_is_read_from_dates_of_any_length(date, year):
    assert Album.parse(ALBUM | {"release_date": date}).release_year == year


def test_an_artists_genres_are_texts():
    artist = Artist.parse(ARTIST | {"genres": ["dub", None, 3, "roots reggae"], "popularity": 40})
    assert artist.genres == ("dub", "roots reggae")
    assert artist.popularity == 40


def test_null_and_incomplete_items_are_left_out_of_a_page():
    items = [None, TRACK, {"id": None, "name": "local file"}, "odd"]
    page = SearchPage.parse({"tracks": {"items": items, "total": 4}})
    assert [track.id for track in page.tracks] == ["t1"]


def test_a_page_counts_over_all_its_types():
    page = SearchPage.parse({"tracks": {"items": [TRACK], "total": 3}, "artists": {"total": 2}})
    assert page.total == 5
    assert page.artists == ()


@pytest.mark.parametrize("answer", [{}, {"tracks": None}, {"tracks": {"items": None}}])
def test_an_empty_answer_is_an_empty_page(answer):
    assert SearchPage.parse(answer) == SearchPage()
