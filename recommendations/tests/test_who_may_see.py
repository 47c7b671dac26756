"""A list and its refreshes belong to one user; staff may look after them."""

import uuid

import pytest
from rest_framework_simplejwt.tokens import RefreshToken

from users import tokens

pytestmark = pytest.mark.django_db(transaction=True)

TASK = uuid.UUID(int=7)
ENDPOINTS = [
    ("get", "/api/recommendations/{user}/"),
    ("post", "/api/recommendations/{user}/refresh/"),
    ("get", f"/api/recommendations/{{user}}/refresh/{TASK}/"),
    ("get", "/api/recommendations/{user}/history/"),
    ("get", "/api/recommendations/{user}/feedback/"),
    ("post", "/api/recommendations/{user}/feedback/"),
]
NOBODY = 999_999_999

every_endpoint = pytest.mark.parametrize(("method", "path"), ENDPOINTS)


def ask(client, method, path, user_id):
    return getattr(client, method)(path.format(user=user_id))


@every_endpoint
def test_somebody_else_gets_403(owner, other, client_of, method, path):
    answer = ask(client_of(other), method, path, owner.pk)
    assert answer.status_code == 403
    assert answer.json()["code"] == "not_yours"


@every_endpoint
def test_an_id_that_does_not_exist_looks_like_somebody_elses(owner, other, client_of, method, path):
    existing = ask(client_of(other), method, path, owner.pk)
    missing = ask(client_of(other), method, path, NOBODY)
    assert missing.status_code == existing.status_code
    assert missing.json()["error"] == existing.json()["error"]


@every_endpoint
def test_someone_signed_out_gets_401(owner, api, method, path):
    answer = ask(api, method, path, owner.pk)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


@every_endpoint
def test_a_forged_token_gets_401(owner, api, method, path):
    api.credentials(HTTP_AUTHORIZATION="Bearer eyJhbGciOiJub25lIn0.e30.")
    assert ask(api, method, path, owner.pk).status_code == 401


def test_staff_read_anyones_list(standin, owner, staff, client_of):
    answer = client_of(staff).get(f"/api/recommendations/{owner.pk}/")
    assert answer.status_code == 200
    assert answer.json()["user_id"] == owner.pk


def test_staff_refresh_anyones_list_and_follow_it(owner, staff, client_of):
    client = client_of(staff)
    asked = client.post(f"/api/recommendations/{owner.pk}/refresh/").json()
    assert asked["user_id"] == owner.pk
    assert client.get(asked["status_url"]).json()["status"] == "pending"


def test_staff_see_anyones_history(owner, staff, client_of):
    assert client_of(staff).get(f"/api/recommendations/{owner.pk}/history/").status_code == 200


@pytest.mark.parametrize(("method", "path"), ENDPOINTS[:3])
def test_staff_get_404_for_a_user_who_does_not_exist(staff, client_of, method, path):
    assert ask(client_of(staff), method, path, NOBODY).status_code == 404


def test_the_status_of_somebody_elses_task_is_404_under_ones_own_id(owner, other, client_of):
    task_id = client_of(owner).post("/api/recommendations/me/refresh/").json()["task_id"]
    answer = client_of(other).get(f"/api/recommendations/me/refresh/{task_id}/")
    assert answer.status_code == 404


def test_the_cached_list_is_closed_to_others_as_well(standin, owner, other, client_of, get_list):
    get_list(owner)
    assert client_of(other).get(f"/api/recommendations/{owner.pk}/").status_code == 403


def test_a_token_that_was_logged_out_reads_no_cached_list(standin, owner, get_list, api):
    get_list(owner)
    access = str(RefreshToken.for_user(owner).access_token)
    tokens.log_out(tokens.identity_of(access))
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    assert api.get("/api/recommendations/me/").status_code == 401
