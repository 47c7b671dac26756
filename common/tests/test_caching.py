"""Who may keep an answer, and asking whether it still holds."""

import pytest
from django.urls import reverse

from common.tests.api import assert_error

pytestmark = pytest.mark.django_db

ME = "/api/users/me/"
TRENDS = "/api/analytics/trends/"
PUBLIC = ("/api/", "/api/schema/", "/api/recommendations/tastes/")
PERSONAL = (
    ME,
    "/api/recommendations/me/history/",
    "/api/recommendations/me/feedback/",
    "/api/analytics/activity/",
    "/api/analytics/summary/",
    "/api/analytics/timeseries/",
    "/api/analytics/user/me/",
    TRENDS,
)


@pytest.fixture(autouse=True)
def _cheap_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def client(client_of, owner):
    return client_of(owner)


@pytest.mark.parametrize("path", PERSONAL)
def test_what_is_ones_own_is_kept_by_nobody_else(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer["Vary"]


@pytest.mark.parametrize("path", PUBLIC)
def test_what_is_everyones_may_be_kept_by_anyone(api, path):
    answer = api.get(path)
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Authorization" not in answer.get("Vary", "")


@pytest.mark.parametrize("path", [*PERSONAL, *PUBLIC])
def test_who_has_an_answer_gets_304_until_it_changes(client, path):
    first = client.get(path)
    again = client.get(path, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
    assert again["X-Request-ID"]


@pytest.mark.parametrize("path", [*PERSONAL, *PUBLIC])
def test_head_has_the_headers_of_get_and_no_body(client, path):
    get, head = client.get(path), client.head(path)
    assert head.content == b""
    changing = {"X-Request-ID", "X-RateLimit-Remaining"}
    assert {name: get[name] for name in get.headers if name not in changing} == {
        name: head[name] for name in head.headers if name not in changing
    }


def test_head_of_a_table_streams_nothing(client_of, staff):
    answer = client_of(staff).head(f"{TRENDS}?format=csv")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert b"".join(answer.streaming_content) == b""


def test_a_change_is_another_answer(client):
    before = client.get(ME)["ETag"]
    client.patch(ME, {"first_name": "Ada"})
    assert client.get(ME, HTTP_IF_NONE_MATCH=before).json()["first_name"] == "Ada"


def test_a_report_of_the_same_figures_is_the_same_a_moment_later(client):
    first, again = client.get(TRENDS), client.get(TRENDS)
    assert first.json()["as_of"] != again.json()["as_of"]
    assert first["ETag"] == again["ETag"]
    assert first["ETag"].startswith("W/")


def test_tokens_and_refusals_are_kept_by_nobody(api, client, owner):
    account = {"username": owner.username, "password": "correct horse battery"}
    for answer in (
        api.post("/api/auth/token/", account),
        api.get(ME),
        api.get("/api/nothing/"),
        client.patch(ME, {"first_name": "Ada"}),
    ):
        assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_what_changed_meanwhile_is_not_overwritten(client, method):
    old = client.get(ME)
    client.patch(ME, {"first_name": "Ada"})
    body = {"username": "owner", "email": "o@example.org", "first_name": "Eve"}
    answer = getattr(client, method)(ME, body, HTTP_IF_MATCH=old["ETag"])
    assert_error(answer, 412, "precondition_failed")
    assert client.get(ME).json()["first_name"] == "Ada"


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
@pytest.mark.parametrize(("method", "status"), [("patch", 200), ("delete", 204)])
def test_what_did_not_change_is_written(client, known, method, status):
    tag = client.get(ME)["ETag"]
    answer = getattr(client, method)(ME, {"first_name": "A"}, HTTP_IF_MATCH=known.format(tag))
    assert answer.status_code == status


def test_another_users_account_is_nobodys_to_compare(client, other):
    answer = client.delete(reverse("user-detail", args=[other.pk]), HTTP_IF_MATCH='"x"')
    assert_error(answer, 403, "not_yours")
