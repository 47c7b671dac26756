"""POST /api/users/."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db

ADA = {
    "username": "ada",
    "email": "ada@example.org",
    "password": "correct horse battery",
    "profile": {"favorite_genres": ["rock", " Jazz "], "moods": ["chill"]},
}


def sign_up(api, **changes):
    return api.post("/api/users/", {**ADA, **changes})


def test_a_user_with_profile_is_made(api):
    answer = sign_up(api)
    assert answer.status_code == 201
    assert answer.json()["profile"]["favorite_genres"] == ["rock", "Jazz"]
    assert answer["Location"].endswith(f"/api/users/{answer.json()['id']}/")


def test_the_password_is_never_answered(api):
    assert "password" not in sign_up(api).json()


def test_the_password_is_hashed_by_argon2(api, django_user_model):
    sign_up(api)
    assert django_user_model.objects.get().password.startswith("argon2")


def test_an_email_is_taken_in_any_case(api):
    sign_up(api)
    answer = sign_up(api, username="ada2", email="ADA@Example.org")
    assert answer.status_code == 400
    assert answer.json()["code"] == "validation_failed"
    assert "email" in answer.json()["detail"]


def test_a_weak_password_is_refused(api):
    assert "password" in sign_up(api, password="12345").json()["detail"]


def test_repeats_are_dropped_whatever_their_case(api):
    profile = {"favorite_genres": ["Rock", "rock", "ROCK", "pop"]}
    assert sign_up(api, profile=profile).json()["profile"]["favorite_genres"] == ["Rock", "pop"]


@pytest.mark.parametrize(
    "profile",
    [
        {"favorite_genres": [f"genre {n}" for n in range(51)]},
        {"moods": ["  "]},
        {"favorite_artists": ["x" * 101]},
        {"favorite_genres": "rock"},
        {"preferences": []},
        {"preferences": {"discovery": 2}},
        {"preferences": {"explicit": "no"}},
        {"preferences": {"discovery": True}},
        {"preferences": {"discovery": None}},
        {"preferences": None},
        None,
        [],
        {"preferences": {"long": "x" * 5000}},
    ],
)
def test_a_profile_that_makes_no_sense_is_refused(api, profile):
    answer = sign_up(api, profile=profile)
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_preferences_are_measured_in_bytes_as_sent(api):
    fits = {"preferences": {"k": "é" * 2000}}
    assert sign_up(api, profile=fits).status_code == 201


@pytest.mark.parametrize("field", ["username", "email", "password"])
def test_what_is_missing_is_named(api, field):
    body = {name: value for name, value in ADA.items() if name != field}
    assert list(api.post("/api/users/", body).json()["detail"]) == [field]


@pytest.mark.parametrize(
    "change", [{"username": "a b"}, {"username": "x" * 151}, {"email": "ada"}, {"email": ""}]
)
def test_a_name_or_address_that_makes_no_sense_is_refused(api, change):
    assert list(sign_up(api, **change).json()["detail"]) == list(change)


def test_nobody_makes_himself_staff(api, django_user_model):
    sign_up(api, is_staff=True, is_superuser=True, profile={"is_staff": True})
    user = django_user_model.objects.get()
    assert not user.is_staff and not user.is_superuser


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", ["username", "email"])
def test_of_eight_sign_ups_in_the_same_moment_one_succeeds(same, django_user_model):
    def try_it(n):
        names = {"username": f"ada{n}", "email": f"ada{n}@example.org"}
        try:
            return sign_up(APIClient(), **{**names, same: ADA[same]}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        codes = sorted(threads.map(try_it, range(8)))
    assert codes[0] == 201
    assert set(codes[1:]) <= {400, 409}
    assert django_user_model.objects.count() == 1


def test_a_name_or_address_taken_meanwhile_is_a_conflict(make_user):
    from users.services import UserExists

    make_user("ada")
    with pytest.raises(UserExists):
        make_user("ada")


@pytest.mark.parametrize("change", [{}, {"is_active": False}, {"is_staff": True}])
def test_what_is_taken_says_nothing_of_whose_it_is(api, make_user, change):
    taken = make_user("ada", first_name="Augusta", genres=["waltz"], **change)
    answer = sign_up(api)
    assert (answer.status_code, set(answer.json()["detail"])) == (400, {"username", "email"})
    assert not any(word in answer.content.decode() for word in ("Augusta", "waltz", "active"))
    assert f" {taken.pk}" not in answer.content.decode()
    assert "Location" not in answer


def test_what_is_taken_is_told_before_anything_is_hashed(api, make_user, monkeypatch):
    make_user("ada")
    monkeypatch.setattr("users.hashers.Argon2Hasher.encode", None)
    assert sign_up(api).status_code == 400


def test_addresses_are_not_tried_out_by_changing_ones_own(client_of, owner, other, settings):
    settings.RATELIMIT_RATES = settings.RATELIMIT_RATES | {"account": "3/m"}
    client = client_of(owner)
    tries = [client.patch("/api/users/me/", {"email": "other@example.org"}) for _ in range(4)]
    assert [answer.status_code for answer in tries] == [400, 400, 400, 429]
    assert client.get("/api/users/me/").status_code == 200
