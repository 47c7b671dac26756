"""GET, PUT, PATCH and DELETE /api/users/{id}/."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from users.models import User

pytestmark = pytest.mark.django_db

WHOLE = {"username": "owner", "email": "owner@example.org"}
METHODS = ["get", "put", "patch", "delete"]
NOBODY = 999_999_999


def path(user_id="me"):
    return f"/api/users/{user_id}/"


def without_request_id(answer):
    return {**answer.json(), "request_id": ""}


@pytest.mark.parametrize("name", ["id", "me"])
def test_the_owner_reads_the_account(client_of, owner, name):
    body = client_of(owner).get(path(owner.pk if name == "id" else "me")).json()
    assert list(body) == [
        "id",
        "username",
        "email",
        "first_name",
        "last_name",
        "profile",
        "created_at",
        "updated_at",
    ]
    assert body["profile"]["favorite_genres"] == ["rock"]
    assert body["created_at"].endswith("Z")


@pytest.mark.parametrize("method", METHODS)
def test_another_user_is_refused_and_learns_of_no_id(client_of, owner, other, method):
    act = getattr(client_of(other), method)
    answers = [act(path(user_id), {"first_name": "Eve"}) for user_id in (owner.pk, NOBODY)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert without_request_id(answers[0]) == without_request_id(answers[1])
    assert User.objects.get(pk=owner.pk).first_name == ""


@pytest.mark.parametrize("method", METHODS)
def test_someone_signed_out_must_sign_in(api, owner, method):
    answer = getattr(api, method)(path(owner.pk))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("method", METHODS)
def test_staff_are_told_that_nobody_has_this_id(client_of, staff, method):
    assert getattr(client_of(staff), method)(path(NOBODY), WHOLE).status_code == 404


def test_staff_read_change_and_erase_an_account(client_of, staff, owner):
    client = client_of(staff)
    assert client.get(path(owner.pk)).json()["username"] == "owner"
    assert client.patch(path(owner.pk), {"first_name": "Ada"}).json()["first_name"] == "Ada"
    assert client.delete(path(owner.pk)).status_code == 204
    assert client.get(path(owner.pk)).status_code == 404


def test_patch_changes_only_what_it_names(client_of, owner):
    client = client_of(owner)
    before = client.get(path()).json()
    after = client.patch(path(), {"profile": {"moods": ["chill"]}}).json()
    assert after["profile"].pop("moods") == ["chill"]
    assert after["profile"]["updated_at"] > before["profile"]["updated_at"]
    assert after["updated_at"] > before["updated_at"]
    for body in (before, after):
        body["profile"].pop("moods", None)
        del body["profile"]["updated_at"], body["updated_at"]
    assert after == before


def test_patch_merges_preferences(client_of, make_user):
    user = make_user("ada", preferences={"explicit": False, "app": {"theme": "dark", "size": 1}})
    patch = {"explicit": None, "app": {"size": None, "font": "serif"}, "list": [None]}
    answer = client_of(user).patch(path(), {"profile": {"preferences": patch}})
    expected = {"app": {"theme": "dark", "font": "serif"}, "list": [None]}
    assert answer.json()["profile"]["preferences"] == expected


def test_put_replaces_what_it_does_not_name(client_of, make_user):
    user = make_user("owner", genres=["rock"], preferences={"a": 1}, first_name="Ada")
    body = client_of(user).put(path(), {**WHOLE, "profile": {"moods": ["chill"]}}).json()
    assert body["first_name"] == ""
    assert body["profile"]["moods"] == ["chill"]
    assert body["profile"]["favorite_genres"] == []
    assert body["profile"]["preferences"] == {}


def test_put_needs_name_and_address(client_of, owner):
    answer = client_of(owner).put(path(), {"first_name": "Ada"})
    assert answer.status_code == 400
    assert set(answer.json()["detail"]) == {"username", "email"}


def test_a_patch_that_is_partly_wrong_changes_nothing(client_of, owner):
    wrong = {"first_name": "Ada", "profile": {"preferences": {"discovery": 2}}}
    answer = client_of(owner).patch(path(), wrong)
    assert answer.status_code == 400
    assert answer.json()["code"] == "bad_preferences"
    assert User.objects.get(pk=owner.pk).first_name == ""


@pytest.mark.parametrize("change", [{"username": "other"}, {"email": "OTHER@example.org"}])
def test_a_name_or_address_of_another_is_refused(client_of, owner, other, change):
    answer = client_of(owner).patch(path(), change)
    assert answer.status_code == 400
    assert list(answer.json()["detail"]) == list(change)


def test_ones_own_address_may_be_written_otherwise(client_of, owner):
    answer = client_of(owner).patch(path(), {"email": "Owner@Example.org"})
    assert answer.json()["email"] == "Owner@Example.org"


@pytest.mark.parametrize("method", ["put", "patch"])
def test_nothing_can_be_set_that_is_not_offered(client_of, owner, other, method):
    given = {
        "id": other.pk,
        "is_staff": True,
        "is_superuser": True,
        "is_active": False,
        "groups": [1],
        "created_at": "2000-01-01T00:00:00Z",
        "profile": {"id": 1, "user": other.pk, "is_staff": True, "moods": ["chill"]},
    }
    answer = getattr(client_of(owner), method)(path(), WHOLE | given)
    assert answer.json()["id"] == owner.pk
    changed = User.objects.get(pk=owner.pk)
    assert not changed.is_staff and not changed.is_superuser and changed.is_active
    assert changed.created_at == owner.created_at
    assert changed.profile.moods == ["chill"]


@pytest.mark.django_db(transaction=True)
def test_changes_made_at_once_do_not_undo_each_other(client_of, owner):
    def change(n):
        try:
            return client_of(owner).patch(path(), {"profile": {"preferences": {f"key{n}": n}}})
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        assert {answer.status_code for answer in threads.map(change, range(6))} == {200}
    owner.profile.refresh_from_db()
    assert owner.profile.preferences == {f"key{n}": n for n in range(6)}


@pytest.mark.parametrize("name", ["0x1", "1.5", "-1", "9" * 19, "ME", "1/2"])
def test_what_is_no_id_is_no_path(client_of, owner, name):
    assert client_of(owner).get(path(name)).status_code == 404
