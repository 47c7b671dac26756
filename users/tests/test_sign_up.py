"""POST /api/users/."""

import pytest

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
        {"preferences": {"long": "x" * 5000}},
    ],
)
def test_a_profile_that_makes_no_sense_is_refused(api, profile):
    answer = sign_up(api, profile=profile)
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_nobody_makes_himself_staff(api, django_user_model):
    sign_up(api, is_staff=True, is_superuser=True, profile={"is_staff": True})
    user = django_user_model.objects.get()
    assert not user.is_staff and not user.is_superuser


def test_two_sign_ups_in_the_same_moment_make_one_user(make_user):
    from users.services import UserExists

    make_user("ada")
    with pytest.raises(UserExists):
        make_user("ada")
