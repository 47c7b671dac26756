"""One shape for every failure, whoever noticed it."""

import pytest
from django.test import RequestFactory, override_settings
from rest_framework.views import APIView

from common import errors
from common.exception_handler import exception_handler, status_of
from common.tests.api import assert_error

pytestmark = pytest.mark.django_db

USERS = "/api/users/"
SMALL = override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1024)


def post(api, body, content_type="application/json"):
    return api.generic("POST", USERS, body, content_type)


def test_400_names_the_fields(api):
    answer = api.post(USERS, {"username": "ada"})
    assert_error(answer, 400, "validation_failed")
    assert set(answer.json()["detail"]) == {"email", "password"}


def test_400_for_a_list_where_an_object_belongs(api):
    assert_error(api.post(USERS, []), 400, "validation_failed")


def test_400_for_a_host_that_is_not_ours(api):
    assert_error(api.get("/admin/", HTTP_HOST="evil.example"), 400, "malformed")


def test_401_says_how_to_sign_in(api):
    answer = api.get("/api/users/me/")
    assert_error(answer, 401, "not_authenticated")
    assert answer["WWW-Authenticate"] == 'Bearer realm="api"'


def test_403(client_of, owner, other):
    assert_error(client_of(other).get(f"{USERS}{owner.pk}/"), 403, "not_yours")
    assert_error(client_of(owner).get(USERS), 403, "permission_denied")


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("path", ["/api/nothing/", "/api/users/x/", "/api/users"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_404_for_an_unknown_path(api, settings, debug, path, method):
    settings.DEBUG = debug
    assert_error(getattr(api, method)(path), 404, "not_found")


def test_404_outside_the_api(api):
    assert_error(api.get("/nothing"), 404, "not_found")


def test_404_for_an_unknown_user(client_of, staff):
    assert_error(client_of(staff).get(f"{USERS}999999/"), 404, "not_found")


def test_405_lists_what_is_allowed(client_of, staff):
    answer = client_of(staff).delete(USERS)
    assert_error(answer, 405, "method_not_allowed")
    assert answer["Allow"] == "GET, POST, HEAD, OPTIONS"


def test_405_for_a_method_that_nobody_knows(client_of, staff):
    assert_error(client_of(staff).generic("BREW", USERS), 405, "method_not_allowed")


def test_406_when_nothing_but_json_is_not_enough(client_of, owner):
    answer = client_of(owner).get(f"{USERS}me/", HTTP_ACCEPT="text/html")
    assert_error(answer, 406, "not_acceptable")


def test_a_browser_is_answered_in_json(api):
    accept = "text/html,application/xhtml+xml,*/*;q=0.8"
    assert api.get("/api/", HTTP_ACCEPT=accept)["Content-Type"] == "application/json"


@SMALL
def test_413_for_a_body_over_the_limit(api):
    assert_error(post(api, b'"' + b"x" * 1100 + b'"'), 413, "body_too_large")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_415_for_anything_but_json(api, content_type):
    assert_error(post(api, b"{}", content_type), 415, "unsupported_media_type")


def test_429_says_when_to_come_back(api, settings):
    settings.RATELIMIT_RATES = settings.RATELIMIT_RATES | {"token": "1/m"}
    api.post("/api/auth/token/", {})
    answer = api.post("/api/auth/token/", {})
    assert_error(answer, 429, "rate_limited")
    assert 1 <= int(answer["Retry-After"]) <= 60


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.InvalidInput, 400),
        (errors.TooLarge, 413),
        (errors.NotAllowed, 403),
        (errors.NotFound, 404),
        (errors.Conflict, 409),
        (errors.RateLimited, 429),
        (errors.UpstreamUnavailable, 503),
        (errors.DomainError, 500),
    ],
)
def test_each_kind_has_its_status_and_so_have_its_kinds_of_kinds(kind, status):
    assert status_of(type("Special", (kind,), {})()) == status


@pytest.mark.parametrize(("seconds", "header"), [(0.2, "1"), (4.2, "5"), (74214, "74214")])
def test_retry_after_is_in_whole_seconds_and_never_early(seconds, header):
    error = errors.UpstreamUnavailable(retry_after=seconds)
    assert exception_handler(error, {})["Retry-After"] == header


def test_a_bug_is_logged_and_not_shown(caplog):
    bug = ZeroDivisionError("the secret formula")
    answer = exception_handler(bug, {"view": APIView(), "request": RequestFactory().get("/")})
    assert answer.status_code == 500
    assert answer.data["code"] == "internal_error"
    assert "secret" not in str(answer.data)
    assert "the secret formula" in caplog.text
