"""What a search finds: plain words, quotes, filters, types, order."""

import pytest


@pytest.mark.parametrize("spelling", ["hip-hop", "hip hop", "Hip Hop", "HipHop", "HIP-HOP"])
def test_genre_spellings_agree(extended, spelling):
    found = extended.json("search", q=f'genre:"{spelling}"', type="track")["tracks"]
    assert found["total"] == 35


@pytest.mark.parametrize(
    ("one", "another"),
    [("r-n-b", "R&B"), ("r-n-b", "rnb"), ("rock-n-roll", "rock and roll"), ("rap", "hip-hop")],
)
def test_genres_with_an_ampersand_have_many_names(extended, one, another):
    assert extended.found(f'genre:"{one}"') == extended.found(f'genre:"{another}"')


def test_an_unknown_genre_finds_nothing(extended):
    page = extended.json("search", q='genre:"deep house"', type="track")["tracks"]
    assert (page["total"], page["items"], page["next"]) == (0, [], None)


def test_the_artist_filter_takes_part_of_a_name_in_any_case(extended):
    artists = {t["artists"][0]["name"] for t in extended.found('artist:"ac/dc"', limit=50)}
    assert artists == {"AC/DC"}


def test_accents_do_not_matter(extended):
    assert extended.found("artist:titas") == extended.found('artist:"Titãs"')


def test_an_unquoted_name_runs_on_to_the_next_filter(extended):
    tracks = extended.found("artist:Miles Davis track:blues")
    assert {t["artists"][0]["name"] for t in tracks} == {"Miles Davis"}
    assert all("blues" in t["name"].lower() for t in tracks)


def test_the_album_filter_finds_an_albums_tracks(extended):
    tracks = extended.found('album:"Master Of Puppets"', limit=50)
    assert {t["album"]["name"] for t in tracks} == {"Master Of Puppets"}


def test_a_single_year_and_a_range_bound_the_release(extended):
    one = extended.found("genre:rock year:1990", limit=50)
    many = extended.found("genre:rock year:1990-1999", limit=50)
    assert {t["album"]["release_date"][:4] for t in one} == {"1990"}
    assert all("1990" <= t["album"]["release_date"][:4] <= "1999" for t in many)


@pytest.mark.parametrize("year", ["soon", "1999-1990", "99"])
def test_a_year_that_is_none_finds_nothing(extended, year):
    assert extended.found(f"genre:rock year:{year}") == []


def test_an_isrc_finds_its_track_alone(extended):
    track = extended.found("artist:Queen", limit=1)[0]
    isrc = track["external_ids"]["isrc"]
    assert [t["id"] for t in extended.found(f"isrc:{isrc}")] == [track["id"]]


def test_tag_new_finds_the_newest_albums(extended):
    new = extended.found("tag:new", "album", limit=50)
    assert 0 < len(new) < 50
    assert min(a["release_date"][:4] for a in new) >= "2020"


def test_tag_hipster_finds_little_known_albums(extended):
    found = [extended.json(f"albums/{a['id']}") for a in extended.found("tag:hipster", "album")]
    assert found
    assert all(album["popularity"] < 40 for album in found)


def test_a_filter_that_a_type_does_not_have_finds_none_of_it(extended):
    assert extended.found("tag:new", "track") == []
    assert extended.found("isrc:ZZSTI9900001", "artist") == []


def test_plain_words_look_at_title_artist_album_and_genre(extended):
    for words in ("breaking the law", "metallica", "achtung baby", "bossa nova"):
        assert extended.found(words), words


@pytest.mark.parametrize("mood", ["chill", "happy", "sad", "party", "work-out", "study", "sleep"])
def test_moods_find_tracks_as_plain_words(extended, mood):
    assert len(extended.found(mood, limit=50)) == 50


def test_all_words_must_match(extended):
    assert extended.found("metallica bossa") == []


def test_quotes_ask_for_words_side_by_side(extended):
    loose = extended.json("search", q="time the of", type="track")["tracks"]["total"]
    close = extended.json("search", q='"time of the"', type="track")["tracks"]["total"]
    assert close < loose


def test_a_query_without_a_word_finds_nothing(extended):
    assert extended.found("&") == []


def test_several_types_come_in_one_answer(extended):
    body = extended.json("search", q="iron", type="track,artist,album")
    assert set(body) == {"tracks", "artists", "albums"}
    assert body["artists"]["items"][0]["name"] == "Iron Maiden"


def test_known_types_that_the_catalogue_lacks_are_empty(extended):
    assert extended.json("search", q="x", type="playlist")["playlists"]["items"] == []


def test_the_order_is_always_the_same_and_the_most_popular_come_first(extended):
    first, again = extended.found("genre:rock", limit=50), extended.found("genre:rock", limit=50)
    popularity = [track["popularity"] for track in first]
    assert first == again
    assert popularity == sorted(popularity, reverse=True)


def test_no_artist_fills_the_top_of_a_genre(extended):
    artists = {t["artists"][0]["name"] for t in extended.found("genre:rock", limit=20)}
    assert len(artists) >= 8
