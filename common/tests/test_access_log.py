"""One line for each request: who asked for what, and how it went."""

import logging

import pytest

from common.access_log import UNKNOWN_ROUTE

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(caplog):
    """The last access line."""
    caplog.set_level(logging.INFO, "common.access_log")
    return lambda: [each for each in caplog.records if each.name == "common.access_log"][-1]


@pytest.fixture
def counted(scraped):
    """How often such a request was counted."""
    return lambda *labels: scraped().get(("music_http_requests_total", *labels), 0)


def test_a_line_names_the_route_the_status_and_the_user(client_of, owner, line):
    client_of(owner).get("/api/users/me/?a=b")
    assert (line().method, line().route) == ("GET", "/api/users/{user_ref}/")
    assert (line().status, line().user_id) == (200, owner.pk)
    assert line().milliseconds > 0


def test_a_line_of_somebody_unknown_names_nobody(api, line):
    api.get("/api/users/me/")
    assert (line().status, line().user_id) == (401, None)


def test_a_line_holds_no_path_and_no_query(client_of, owner, line):
    client_of(owner).get(f"/api/users/{owner.pk}/?token=hidden")
    assert "hidden" not in str(vars(line()))
    assert f"/{owner.pk}/" not in str(vars(line()))


def test_what_fits_no_route_is_one_route(api, line):
    for path in ("/api/nothing/", "/api/nothing/else/", "/nowhere"):
        api.get(path)
        assert line().route == UNKNOWN_ROUTE


def test_a_made_up_method_is_not_a_label(api, counted):
    before = counted("OTHER", UNKNOWN_ROUTE, "404")
    api.generic("BREW", "/api/nothing/")
    assert counted("OTHER", UNKNOWN_ROUTE, "404") == before + 1


def test_requests_are_counted_by_route_and_status(api, counted):
    before = counted("GET", "/api/users/{user_ref}/", "401")
    api.get("/api/users/me/")
    assert counted("GET", "/api/users/{user_ref}/", "401") == before + 1


def test_health_checks_are_not_counted(api, line, caplog):
    api.get("/health/live")
    assert "access_log" not in caplog.text
