"""What a newcomer may choose from."""

import pytest

from recommendations import services

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/recommendations/tastes/"


@pytest.fixture
def offered(api):
    """The answer as somebody gets it who has no account yet."""
    return api.get(PATH).json()


def test_genres_come_with_those_right_above_them(offered):
    parents = {genre["name"]: genre["parents"] for genre in offered["genres"]}
    assert parents["rock"] == []
    assert parents["indie rock"] == ["alternative rock"]
    assert len(parents["post metal"]) > 1


def test_spotifys_own_words_are_among_the_genres_but_no_moods(offered):
    names = {genre["name"] for genre in offered["genres"]}
    assert {"alt rock", "metal", "k pop"} <= names
    assert not {"happy", "road trip", "new release"} & names


def test_every_parent_can_be_chosen_too(offered):
    names = {genre["name"] for genre in offered["genres"]}
    assert {parent for genre in offered["genres"] for parent in genre["parents"]} <= names


def test_moods_are_those_that_are_understood(offered):
    assert {"chill", "sad", "workout"} <= set(offered["moods"])


def test_artists_are_those_that_are_known_here(standin, owner, get_list, api):
    items = get_list(owner, limit=50)["recommendations"]
    known = set(api.get(PATH).json()["artists"])
    assert known
    assert known & {item["artist_name"] for item in items}


def test_without_any_track_there_are_no_artists_yet(offered):
    assert offered["artists"] == []


def test_whatever_is_offered_may_be_chosen(standin, offered, make_user, get_list):
    genres = [genre["name"] for genre in offered["genres"] if genre["name"] == "rock"]
    chooser = make_user("chooser", genres=genres, moods=offered["moods"][:1])
    assert get_list(chooser)["count"] == 20


def test_it_is_rendered_once(django_assert_num_queries):
    first = services.to_choose_from()
    with django_assert_num_queries(0):
        assert services.to_choose_from() is first


def test_it_counts_against_the_limit_of_analytics(api):
    assert api.get(PATH)["X-RateLimit-Limit"] == "30"
