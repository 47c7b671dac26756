"""Which fields full and thin objects have."""

from spotify.standin.identifiers import album_identifier, artist_identifier, track_identifier

QUEEN = artist_identifier("Queen")
PUPPETS = album_identifier("Metallica", "Master Of Puppets")
BATTERY = track_identifier("Metallica", "Master Of Puppets", "Battery")
LINKS = {"external_urls", "href", "id", "type", "uri"}
TRACK = LINKS | {
    *("album", "artists", "disc_number", "duration_ms", "explicit", "external_ids"),
    *("is_local", "name", "track_number"),
}
ALBUM_REFERENCE = LINKS | {
    *("album_type", "artists", "images", "name"),
    *("release_date", "release_date_precision", "total_tracks"),
}


def test_a_thin_artist_is_a_name_with_images(dev):
    assert set(dev.json(f"artists/{QUEEN}")) == LINKS | {"name", "images"}


def test_a_full_artist_has_genres_popularity_and_followers(extended):
    artist = extended.json(f"artists/{QUEEN}")
    assert artist["genres"] == ["rock"]
    assert 0 <= artist["popularity"] <= 100
    assert artist["followers"]["total"] > 0


def test_a_thin_track_lacks_popularity_preview_and_markets(dev):
    assert set(dev.json(f"tracks/{BATTERY}")) == TRACK


def test_a_full_track_has_popularity_preview_and_markets(extended):
    track = extended.json(f"tracks/{BATTERY}")
    assert set(track) == TRACK | {"popularity", "preview_url", "available_markets"}
    assert "NG" in track["available_markets"]


def test_with_a_market_playability_replaces_the_list_of_markets(dev, extended):
    assert dev.json(f"tracks/{BATTERY}", market="NG")["is_playable"] is True
    assert "available_markets" not in extended.json(f"tracks/{BATTERY}", market="NG")


def test_an_album_inside_a_track_has_no_tracks(dev):
    assert set(dev.json(f"tracks/{BATTERY}")["album"]) == ALBUM_REFERENCE


def test_a_thin_album_lacks_popularity_and_label(dev, extended):
    thin, full = dev.json(f"albums/{PUPPETS}"), extended.json(f"albums/{PUPPETS}")
    extras = {"tracks", "copyrights", "external_ids", "genres"}
    assert set(thin) == ALBUM_REFERENCE | extras
    assert set(full) - set(thin) == {"available_markets", "label", "popularity"}


def test_album_group_is_for_full_objects(dev, extended):
    path = f"artists/{QUEEN}/albums"
    assert "album_group" not in dev.json(path)["items"][0]
    assert extended.json(path)["items"][0]["album_group"] == "album"


def test_facts_are_shown_as_they_are_known(dev):
    track = dev.json(f"tracks/{BATTERY}")
    assert (track["name"], track["duration_ms"]) == ("Battery", 312424)


def test_links_point_back_to_spotify_and_on_to_the_stand_in(dev):
    track = dev.json(f"tracks/{BATTERY}")
    assert track["external_urls"]["spotify"] == f"https://open.spotify.com/track/{BATTERY}"
    assert track["uri"] == f"spotify:track:{BATTERY}"
    assert dev.http.get(track["href"], timeout=10).json()["id"] == BATTERY
