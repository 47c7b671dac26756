"""What is no HTTP, or hardly: JSON of the one shape from Gunicorn and from Nginx, never a page."""

import pytest

from tests import raw_http
from tests.nginx_server import NginxServer, nginx_program

SHAPE = ["error", "code", "detail", "request_id"]


@pytest.fixture(scope="module")
def nginx(live_stack, tmp_path_factory):
    if nginx_program() is None:
        pytest.skip("Nginx is not installed (Debian: apt install nginx-light)")
    with NginxServer(tmp_path_factory.mktemp("broken"), live_stack.port) as server:
        yield server


def assert_no_page(answer):
    assert b"<html" not in answer.body.lower(), answer
    if answer.status < 400:
        return
    assert answer.status not in (500, 502, 504), answer
    assert answer.headers["content-type"] == "application/json"
    assert list(answer.json()) == SHAPE
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert answer.status != 405 or answer.headers["allow"]


@pytest.mark.parametrize("what", raw_http.BROKEN)
def test_gunicorn_answers_in_json(live_stack, what):
    assert_no_page(raw_http.send(live_stack.port, raw_http.BROKEN[what]))


@pytest.mark.parametrize("what", raw_http.BROKEN)
def test_nginx_answers_in_json(nginx, what):
    assert_no_page(raw_http.send(nginx.port, raw_http.BROKEN[what]))


@pytest.mark.parametrize("path", ["/api/", "/api/nothing/", "/api/users/me/"])
def test_head_is_get_without_a_body(live_stack, nginx, path):
    for port in (live_stack.port, nginx.port):
        get, head = (
            raw_http.send(port, raw_http.request(f"{method} {path} HTTP/1.1".encode()))
            for method in ("GET", "HEAD")
        )
        assert head.body == b""
        assert (head.status, head.headers.keys()) == (get.status, get.headers.keys())
        assert head.headers["content-length"] == str(len(get.body))
