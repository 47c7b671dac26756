"""Artists, albums and tracks by id, one or many."""

import pytest

from spotify.standin.identifiers import album_identifier, artist_identifier, track_identifier

QUEEN = artist_identifier("Queen")
METALLICA = artist_identifier("Metallica")
PUPPETS = album_identifier("Metallica", "Master Of Puppets")
BATTERY = track_identifier("Metallica", "Master Of Puppets", "Battery")
NOBODY = "0" * 22


def test_an_artist_is_found_by_the_id_made_from_the_name(dev):
    assert dev.json(f"artists/{QUEEN}")["name"] == "Queen"


def test_an_album_holds_its_tracks_in_order(dev):
    tracks = dev.json(f"albums/{PUPPETS}")["tracks"]["items"]
    assert [track["track_number"] for track in tracks] == list(range(1, 9))
    assert tracks[0]["name"] == "Battery"


def test_a_track_names_its_album_and_artist(dev):
    track = dev.json(f"tracks/{BATTERY}")
    assert track["album"]["id"] == PUPPETS
    assert track["artists"][0]["id"] == METALLICA


def test_album_tracks_are_simple_and_up_to_fifty_for_everyone(dev):
    page = dev.json(f"albums/{PUPPETS}/tracks", limit=50)
    assert (page["total"], len(page["items"])) == (8, 8)
    assert "album" not in page["items"][0]
    assert dev.refusal(f"albums/{PUPPETS}/tracks", limit=51) == (400, "Invalid limit")


def test_the_links_of_album_tracks_lead_on(dev):
    page = dev.json(f"albums/{PUPPETS}/tracks", limit=5, market="NG")
    rest = dev.http.get(page["next"], timeout=10).json()
    assert [track["track_number"] for track in rest["items"]] == [6, 7, 8]


def test_artist_albums_are_ten_at_most_for_new_apps(dev, extended):
    path = f"artists/{METALLICA}/albums"
    assert len(dev.json(path)["items"]) == 5
    assert len(dev.json(path, limit=10)["items"]) == 10
    assert dev.refusal(path, limit=20) == (400, "Invalid limit")
    assert extended.json(path, limit=50)["limit"] == 50


def test_artist_albums_are_chosen_by_group(dev):
    path = f"artists/{artist_identifier('Iron Maiden')}/albums"
    everything = dev.json(path)["total"]
    by_kind = [
        dev.json(path, include_groups=kind)["total"]
        for kind in ("album", "single", "compilation", "appears_on")
    ]
    assert sum(by_kind) == everything
    assert dev.get(path, include_groups="bootleg").status_code == 400


def test_newer_albums_come_first(dev):
    albums = dev.json(f"artists/{METALLICA}/albums", include_groups="album", limit=10)["items"]
    dates = [album["release_date"] for album in albums]
    assert dates == sorted(dates, reverse=True)


def test_top_tracks_are_the_ten_most_popular(extended):
    tracks = extended.json(f"artists/{QUEEN}/top-tracks", market="US")["tracks"]
    popularity = [track["popularity"] for track in tracks]
    assert len(tracks) == 10
    assert popularity == sorted(popularity, reverse=True)


def test_top_tracks_are_closed_to_new_apps(dev):
    assert dev.refusal(f"artists/{QUEEN}/top-tracks") == (403, "Forbidden")


@pytest.mark.parametrize("kind", ["artists", "albums", "tracks"])
def test_batches_are_closed_to_new_apps(dev, kind):
    assert dev.refusal(kind, ids=NOBODY) == (403, "Forbidden")


@pytest.mark.parametrize(
    ("kind", "known"), [("artists", QUEEN), ("albums", PUPPETS), ("tracks", BATTERY)]
)
def test_a_batch_keeps_the_order_and_has_null_for_the_unknown(extended, kind, known):
    first, second = extended.json(kind, ids=f"{NOBODY},{known}")[kind]
    assert first is None
    assert second["id"] == known


def test_a_batch_without_ids_or_with_too_many_is_refused(extended):
    assert extended.refusal("tracks") == (400, "Missing required field: ids")
    assert extended.refusal("albums", ids=",".join([PUPPETS] * 21)) == (
        400,
        "Too many ids requested",
    )


@pytest.mark.parametrize("path", ["artists/{}", "albums/{}", "tracks/{}", "artists/{}/albums"])
def test_an_unknown_id_is_not_found_and_a_malformed_one_is_bad(dev, path):
    assert dev.refusal(path.format(NOBODY)) == (404, "Resource not found")
    assert dev.refusal(path.format("short")) == (400, "Invalid base62 id")


def test_images_can_be_fetched(dev):
    image = dev.json(f"artists/{QUEEN}")["images"][0]
    response = dev.http.get(image["url"], timeout=10)
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert f'width="{image["width"]}"' in response.text
