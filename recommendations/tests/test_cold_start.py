"""A newcomer's very first list."""

import pytest

from recommendations import kinship
from recommendations.tests.test_feedback import artists

pytestmark = pytest.mark.django_db(transaction=True)

# As a newcomer may write them: well known, with and without seeds of Spotify's, and obscure.
CHOICES = [
    ["rock", "jazz", "reggae"],
    ["metal", "blues", "classical"],
    ["Pop", "Hip-Hop", "R-n-B"],
    ["latin", "bossanova", "electronic"],
    ["black metal", "punk", "ska"],
]


@pytest.fixture
def newcomer(api, client_of, standin):
    """Sign up over HTTP with these genres; the newcomer's first list."""

    def sign_up(genres):
        account = {
            "username": "newcomer",
            "email": "newcomer@example.org",
            "password": "correct horse battery",
            "profile": {"favorite_genres": genres},
        }
        assert api.post("/api/users/", account).status_code == 201
        login = {"username": "newcomer", "password": account["password"]}
        token = api.post("/api/auth/token/", login).json()["access"]
        api.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
        return api.get("/api/recommendations/me/").json()

    return sign_up


def fitting(body, genres):
    """The items whose reason is one of the genres or close to one of them."""
    chosen = {genre.casefold().replace("-", " ") for genre in genres}
    near = chosen.union(*(kinship.kin(genre) for genre in chosen))
    reasons = [item["reason"] for item in body["recommendations"]]
    return [r for r in reasons if r["code"] in ("genre", "related_genre") and r["value"] in near]


@pytest.mark.parametrize("genres", CHOICES, ids=" ".join)
def test_three_genres_give_a_full_list_of_those_genres_at_the_first_read(newcomer, genres):
    body = newcomer(genres)
    assert (body["source"], body["count"]) == ("pools", 20)
    assert len(fitting(body, genres)) >= 16
    assert len(set(artists(body))) >= 10


def test_without_tastes_the_list_is_what_is_popular_and_says_so(newcomer):
    body = newcomer([])
    assert (body["source"], body["count"]) == ("popular", 20)
    codes = {item["reason"]["code"] for item in body["recommendations"]}
    assert codes <= {"popular", "discover"}
    assert len(set(artists(body))) >= 10
