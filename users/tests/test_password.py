"""A new password: who may set it, and what ends with the old one."""

import pytest

from users.models import User
from users.tests.sessions import (
    PASSWORD,
    assert_unauthorized,
    log_in,
    pair_of,
    read_me,
    refresh,
    verify,
)

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # tokens end after commit

NEW = "a new and long password"


@pytest.fixture
def pair(api, owner):
    return pair_of(api, "owner")


def change(client, user_id="me", **fields):
    return client.patch(f"/api/users/{user_id}/", {"password": NEW, **fields})


@pytest.mark.parametrize("proof", [{}, {"current_password": "wrong"}, {"current_password": ""}])
def test_the_current_password_must_be_proved(client_of, api, owner, proof):
    answer = change(client_of(owner), **proof)
    assert answer.status_code == 400
    assert "current_password" in answer.json()["detail"]
    assert log_in(api, "owner", PASSWORD).status_code == 200


def test_a_weak_one_is_refused(client_of, owner):
    answer = change(client_of(owner), password="12345678", current_password=PASSWORD)
    assert "password" in answer.json()["detail"]


def test_one_like_the_name_is_refused(client_of, owner):
    answer = change(client_of(owner), password="owner@example", current_password=PASSWORD)
    assert "password" in answer.json()["detail"]


def test_it_opens_the_account_from_then_on(client_of, api, owner):
    assert change(client_of(owner), current_password=PASSWORD).status_code == 200
    assert log_in(api, "owner", NEW).status_code == 200
    assert_unauthorized(log_in(api, "owner", PASSWORD))


@committed
def test_it_ends_all_sessions_at_once(client_of, api, owner, pair):
    change(client_of(owner), current_password=PASSWORD)
    assert_unauthorized(read_me(api, pair["access"]))
    assert_unauthorized(refresh(api, pair["refresh"]))
    assert_unauthorized(verify(api, pair["access"]))
    assert not owner.outstandingtoken_set.filter(blacklistedtoken=None).exists()


@committed
def test_it_ends_the_token_of_the_cached_list_too(client_of, api, owner, pair):
    from users.tokens import identity_of, revoked_now

    assert not revoked_now(identity_of(pair["access"]))
    change(client_of(owner), current_password=PASSWORD)
    assert revoked_now(identity_of(pair["access"]))


def test_other_changes_end_nothing(client_of, api, owner, pair):
    client_of(owner).patch("/api/users/me/", {"first_name": "Ada"})
    assert read_me(api, pair["access"]).status_code == 200
    assert refresh(api, pair["refresh"]).status_code == 200


@committed
def test_staff_set_anothers_without_it(client_of, api, staff, owner, pair):
    assert change(client_of(staff), owner.pk).status_code == 200
    assert_unauthorized(read_me(api, pair["access"]))


def test_staff_prove_their_own(client_of, staff):
    assert change(client_of(staff)).status_code == 400


@committed
def test_one_set_outside_the_api_ends_all_sessions_too(api, owner, pair):
    owner.set_password(NEW)
    owner.save()
    assert_unauthorized(read_me(api, pair["access"]))
    assert_unauthorized(refresh(api, pair["refresh"]))


@committed
def test_someone_shut_out_and_let_in_again_goes_on(api, owner, pair):
    from users.tokens import identity_of, revoked_now

    owner.is_active = False
    owner.save()
    assert revoked_now(identity_of(pair["access"]))
    assert_unauthorized(read_me(api, pair["access"]))
    owner.is_active = True
    owner.save()
    assert read_me(api, pair["access"]).status_code == 200


def test_the_hash_is_never_answered(client_of, staff):
    body = client_of(staff).get("/api/users/").content.decode()
    assert "argon2" not in body
    assert User.objects.get().password not in body


def test_the_current_one_cannot_be_guessed_for_long_with_a_stolen_token(client_of, api, owner):
    client = client_of(owner)
    for _ in range(5):
        assert change(client, current_password="guess").status_code == 400
    answer = change(client, current_password=PASSWORD)
    assert (answer.status_code, answer.json()["code"]) == (429, "account_locked")
    assert int(answer["Retry-After"]) > 0
    assert client.patch("/api/users/me/", {"first_name": "Ada"}).status_code == 200


@pytest.mark.parametrize("given", [7, [], {}, None, "x" * 5000])
def test_what_can_be_no_password_is_refused_like_a_wrong_one(client_of, owner, given):
    assert change(client_of(owner), current_password=given).status_code == 400
