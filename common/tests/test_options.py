"""OPTIONS, and what a browser asks before it lets a page of another origin speak to the API."""

import pytest
from django.conf import settings as project
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.tests.api import assert_error

pytestmark = pytest.mark.django_db

ORIGIN = "https://app.example"
ALLOWED = {
    "/api/": "GET, HEAD, OPTIONS",
    "/api/users/": "GET, POST, HEAD, OPTIONS",
    "/api/users/me/": "GET, PUT, PATCH, DELETE, HEAD, OPTIONS",
    "/api/auth/token/": "POST, OPTIONS",
    "/api/recommendations/me/": "GET, HEAD, OPTIONS",
    "/api/analytics/summary/?format=csv": "GET, HEAD, OPTIONS",
}


@pytest.fixture
def page(settings, api):
    """Asks for a path as a page of another origin does."""
    settings.CORS_ALLOWED_ORIGINS = [ORIGIN]

    def ask(method, path, **headers):
        return api.generic(method, path, HTTP_ORIGIN=ORIGIN, **headers)

    return ask


@pytest.mark.parametrize("path", ALLOWED)
def test_anyone_may_ask_what_is_allowed_and_no_database_is(api, path):
    with CaptureQueriesContext(connection) as queries:
        answer = api.options(path)
    assert (answer.status_code, answer["Allow"], answer.content) == (204, ALLOWED[path], b"")
    assert len(queries) == 0


def test_405_allows_what_options_says(client_of, owner):
    for path, allowed in ALLOWED.items():
        assert client_of(owner).generic("BREW", path)["Allow"] == allowed


def test_nothing_is_allowed_where_nothing_is(api):
    assert_error(api.options("/api/nothing/"), 404, "not_found")


def test_a_page_may_send_and_see_the_headers_of_the_api(page):
    wanted = "authorization,content-type,idempotency-key,if-match,if-none-match,x-request-id"
    answer = page(
        "OPTIONS",
        "/api/users/me/",
        HTTP_ACCESS_CONTROL_REQUEST_METHOD="PATCH",
        HTTP_ACCESS_CONTROL_REQUEST_HEADERS=wanted,
    )
    assert answer["Access-Control-Allow-Origin"] == ORIGIN
    assert set(wanted.split(",")) <= set(answer["Access-Control-Allow-Headers"].split(", "))
    assert "PATCH" in answer["Access-Control-Allow-Methods"]
    assert int(answer["Access-Control-Max-Age"]) == project.CORS_PREFLIGHT_MAX_AGE


def test_a_page_sees_tag_place_and_id(page):
    seen = page("GET", "/api/")["Access-Control-Expose-Headers"].split(", ")
    assert {"ETag", "Location", "Idempotency-Replayed", "X-Request-ID", "Retry-After"} <= set(seen)


def test_an_answer_depends_on_the_origin_also_without_one(api):
    assert "origin" in api.get("/api/")["Vary"]


def test_a_page_of_an_unknown_origin_gets_no_leave(api):
    answer = api.get("/api/", HTTP_ORIGIN="https://evil.example")
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("origin", ["http://[::1", "null", "\x80", "x" * 8000])
def test_an_origin_that_is_none_does_no_harm(api, origin):
    assert api.get("/api/", HTTP_ORIGIN=origin).status_code == 200
