"""POST /api/auth/…: log in, stay logged in, log out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import connection
from rest_framework.test import APIClient

from users.models import User
from users.tests.sessions import (
    PASSWORD,
    assert_unauthorized,
    log_in,
    log_out,
    pair_of,
    read_me,
    refresh,
    verify,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(api, owner):
    return pair_of(api, "owner")


def test_a_pair_opens_ones_own_account(api, owner, pair):
    assert read_me(api, pair["access"]).json()["id"] == owner.pk


@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_wrong_password_gives_nothing(api, owner, password):
    answer = log_in(api, "owner", password)
    assert answer.status_code == (401 if password else 400)
    assert "access" not in answer.json()


def test_a_wrong_password_and_an_unknown_name_look_alike(api, owner):
    answers = [log_in(api, name, "wrong").json() for name in ("owner", "nobody")]
    assert len({str({**answer, "request_id": ""}) for answer in answers}) == 1
    assert_unauthorized(log_in(api, "nobody", "wrong"))


@pytest.mark.parametrize("name", ["owner", "nobody"])
def test_a_password_is_hashed_once_whether_or_not_the_name_is_known(api, owner, name, monkeypatch):
    hashed = []
    for verb in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, verb)
        monkeypatch.setattr(
            Argon2PasswordHasher, verb, lambda *args, real=real: hashed.append(1) or real(*args)
        )
    log_in(api, name, "wrong")
    assert len(hashed) == 1


def test_a_pbkdf2_password_is_accepted_and_upgraded(api, owner):
    User.objects.update(password=make_password(PASSWORD, hasher="pbkdf2_sha256"))
    pair = pair_of(api, "owner")
    assert User.objects.get().password.startswith("argon2")
    assert read_me(api, pair["access"]).status_code == 200
    assert refresh(api, pair["refresh"]).status_code == 200


def test_a_refresh_token_works_once(api, pair):
    new = refresh(api, pair["refresh"]).json()
    assert read_me(api, new["access"]).status_code == 200
    assert_unauthorized(refresh(api, pair["refresh"]))
    assert refresh(api, new["refresh"]).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_eight_that_bring_one_refresh_token_one_gets_a_pair(pair):
    def bring(_):
        try:
            return refresh(APIClient(), pair["refresh"]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(bring, range(8))) == [200] + [401] * 7


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": make_password("other")}])
def test_no_pair_is_renewed_for_someone_shut_out_or_with_another_password(api, pair, change):
    User.objects.update(**change)
    assert_unauthorized(refresh(api, pair["refresh"]))


@pytest.mark.parametrize("endpoint", [refresh, verify, lambda api, t: log_out(api, refresh=t)])
def test_the_refresh_token_of_someone_erased_is_refused(api, owner, pair, endpoint):
    owner.delete()
    assert_unauthorized(endpoint(api, pair["refresh"]))


def test_an_inactive_user_cannot_log_in(api, owner):
    User.objects.update(is_active=False)
    assert_unauthorized(log_in(api, "owner"))


def test_both_kinds_of_token_can_be_verified(api, pair):
    assert [verify(api, pair[kind]).status_code for kind in ("access", "refresh")] == [200, 200]


def test_garbage_does_not_verify(api):
    assert_unauthorized(verify(api, "garbage"))


def test_after_log_out_both_tokens_are_dead(api, pair):
    assert log_out(api, **pair).status_code == 204
    assert_unauthorized(read_me(api, pair["access"]))
    assert_unauthorized(refresh(api, pair["refresh"]))
    for token in pair.values():
        assert_unauthorized(verify(api, token))


def test_log_out_without_the_access_token_ends_the_session(api, pair):
    assert log_out(api, refresh=pair["refresh"]).status_code == 204
    assert_unauthorized(refresh(api, pair["refresh"]))


def test_log_out_with_garbage_ends_nothing(api, pair):
    assert_unauthorized(log_out(api, refresh=pair["refresh"], access="garbage"))
    assert_unauthorized(log_out(api, refresh="garbage"))
    assert refresh(api, pair["refresh"]).status_code == 200


@pytest.mark.parametrize("path", ["token", "token/refresh", "token/verify", "logout"])
def test_a_missing_field_is_named(api, path):
    answer = api.post(f"/api/auth/{path}/", {})
    assert answer.status_code == 400
    assert answer.json()["detail"]
