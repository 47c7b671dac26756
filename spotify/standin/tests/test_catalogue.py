"""The catalogue: facts carried over, ids that stay, numbers that are invented but steady."""

from spotify.genre_seeds import GENRE_SEEDS
from spotify.standin.catalogue import load_catalogue
from spotify.standin.genres import GENRES, MOODS
from spotify.standin.identifiers import artist_identifier, is_identifier, track_identifier


def test_every_track_has_an_id_of_its_own():
    catalogue = load_catalogue()
    assert len(catalogue.tracks) == 3290
    assert all(is_identifier(identifier) for identifier in catalogue.tracks)


def test_ids_are_the_same_for_ever():
    assert artist_identifier("Queen") == "25yX8eBxz6Bcv8OGdTrSNr"
    assert track_identifier("Metallica", "Master Of Puppets", "Battery") == "2jHqiTcomtNKLVDRwwE5QL"


def test_two_tracks_of_one_title_on_one_album_differ():
    names = (
        "U2",
        "Instant Karma: The Amnesty International Campaign to Save Darfur",
        "Imagine",
    )
    assert {track_identifier(*names, 1), track_identifier(*names, 2)} <= set(
        load_catalogue().tracks
    )


def test_television_is_left_out():
    genres = {track.genre_name for track in load_catalogue().tracks.values()}
    assert genres == set(GENRES)


def test_moods_lean_on_genres_that_exist():
    words = {word for words in GENRES.values() for word in words}
    assert all(set(genres) <= words for genres in MOODS.values())
    assert set(MOODS) <= set(GENRE_SEEDS)


def test_two_moods_of_the_same_genres_differ():
    tracks = load_catalogue().tracks.values()
    sad, rainy = ({t.id for t in tracks if mood in t.moods} for mood in ("sad", "rainy-day"))
    assert sad - rainy
    assert rainy - sad


def test_release_dates_come_in_all_precisions():
    albums = load_catalogue().albums.values()
    lengths = {(len(a.release_date), a.release_date_precision) for a in albums}
    assert lengths == {(4, "year"), (7, "month"), (10, "day")}


def test_codes_are_unique():
    tracks = load_catalogue().tracks.values()
    assert len({track.isrc for track in tracks}) == len(tracks)


def test_popularity_is_a_percentage_with_spread():
    popularity = {track.popularity for track in load_catalogue().tracks.values()}
    assert min(popularity) >= 0
    assert max(popularity) <= 100
    assert len(popularity) > 60
