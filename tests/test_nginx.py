"""Nginx before Gunicorn: who asked, what is refused, what every answer carries."""

import contextlib
import gzip
import json
import socket
import subprocess
import time

import pytest
import requests

from analytics.history.jobs import MAX_BODY_BYTES
from tests.nginx_server import NginxServer, nginx_program
from tests.settings_source import variables

pytestmark = pytest.mark.skipif(
    nginx_program() is None, reason="Nginx is not installed (Debian: apt install nginx-light)"
)

_ONCE = (
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Content-Security-Policy",
    "Permissions-Policy",
    "X-Request-ID",
)


@pytest.fixture(scope="module")
def nginx(live_stack, tmp_path_factory):
    with NginxServer(tmp_path_factory.mktemp("nginx"), live_stack.port) as server:
        yield server


@pytest.fixture(scope="module")
def nginx_alone(tmp_path_factory):
    """Nginx with nobody behind it."""
    with NginxServer(tmp_path_factory.mktemp("alone"), 1) as server:
        yield server


def raw_answer(nginx, request):
    with socket.create_connection(("127.0.0.1", nginx.port), 10) as connection:
        connection.sendall(request)
        return connection.makefile("rb").read().decode()


def until(status, url):
    """The answer once it has this status, or the last within five seconds."""
    end = time.monotonic() + 5
    while (answer := requests.get(url, timeout=10)).status_code != status:
        if time.monotonic() > end:
            break
        time.sleep(0.05)
    return answer


def assert_our_error(answer, status, code):
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["request_id"] == answer.headers["X-Request-ID"]


def test_nginx_finds_nothing_wrong_with_the_configuration(nginx):
    done = subprocess.run(nginx.check, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


@pytest.mark.parametrize(
    "path", ["/api/", "/api/nothing/", "/admin/login/", "/static/no", "/health/live"]
)
def test_each_security_header_stands_once(nginx, path):
    answer = requests.get(nginx.base_url + path, timeout=10)
    sent = [name for name, _ in answer.raw.headers.items()]
    assert {name: sent.count(name) for name in _ONCE} == dict.fromkeys(_ONCE, 1)


def test_nginx_does_not_tell_its_version(nginx):
    assert requests.get(nginx.base_url + "/api/", timeout=10).headers["Server"] == "nginx"


def test_the_admin_may_load_its_own_styles_and_the_api_nothing(nginx):
    policy = {
        path: requests.get(nginx.base_url + path, timeout=10).headers["Content-Security-Policy"]
        for path in ("/admin/login/", "/api/")
    }
    assert "style-src 'self'" in policy["/admin/login/"]
    assert policy["/api/"] == "default-src 'none'; frame-ancestors 'none'"


def test_long_json_is_compressed(nginx):
    page = requests.get(
        nginx.base_url + "/admin/login/",
        headers={"Accept-Encoding": "gzip"},
        stream=True,
        timeout=10,
    )
    assert page.headers["Content-Encoding"] == "gzip"
    assert b"<html" in gzip.decompress(page.raw.read())


def test_a_compressed_answer_that_is_known_is_not_sent_again(nginx):
    url, wanted = f"{nginx.base_url}/api/schema/", {"Accept": "application/json"}
    first = requests.get(url, headers=wanted, timeout=10)
    assert first.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in first.headers["Vary"]
    assert first.headers["ETag"].startswith("W/")
    known = wanted | {"If-None-Match": first.headers["ETag"]}
    again = requests.get(url, headers=known, timeout=10)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_a_request_id_is_kept_from_end_to_end(nginx):
    answer = requests.get(nginx.base_url + "/api/", headers={"X-Request-ID": "mine-1"}, timeout=10)
    assert answer.headers["X-Request-ID"] == "mine-1"
    assert json.loads(nginx.logged("mine-1"))["path"] == "/api/"


def test_an_id_that_could_forge_a_log_line_is_replaced(nginx):
    answer = requests.get(nginx.base_url + "/api/", headers={"X-Request-ID": 'a" b'}, timeout=10)
    assert answer.headers["X-Request-ID"] != 'a" b'


def test_the_access_log_is_json_without_queries(nginx):
    known = {"X-Request-ID": "mine-2"}
    requests.get(nginx.base_url + "/api/?token=hidden", headers=known, timeout=10)
    line = nginx.logged("mine-2")
    assert json.loads(line)["path"] == "/api/"
    assert "hidden" not in line


def test_nginx_takes_as_large_a_body_as_the_service(nginx):
    (limit,) = {each.default for each in variables() if each.name == "MAX_BODY_BYTES"}
    for size, status in ((int(limit), 401), (int(limit) + 1, 413)):
        url = f"{nginx.base_url}/api/analytics/activity/"
        answer = requests.post(url, data=b" " * size, timeout=30)
        assert answer.status_code == status


def test_nginx_takes_as_large_a_history_as_the_service(nginx):
    url = f"{nginx.base_url}/api/analytics/import/"
    for size, status in ((MAX_BODY_BYTES, 401), (MAX_BODY_BYTES + 1, 413)):
        answer = requests.post(url, data=b" " * size, timeout=30)
        assert answer.status_code == status


def test_a_body_that_is_too_large_gets_our_error(nginx):
    answer = requests.post(f"{nginx.base_url}/api/users/", data=b" " * 7_000_000, timeout=30)
    assert_our_error(answer, 413, "body_too_large")


def test_an_address_that_is_too_long_gets_our_error(nginx):
    answer = requests.get(f"{nginx.base_url}/api/{'a' * 5000}", timeout=10)
    assert_our_error(answer, 414, "address_too_long")


def test_headers_that_are_too_large_get_our_error(nginx):
    answer = requests.get(f"{nginx.base_url}/api/", headers={"X-Big": "a" * 5000}, timeout=10)
    assert_our_error(answer, 400, "malformed")


def test_what_is_no_http_gets_our_error(nginx):
    answer = raw_answer(nginx, b"NONSENSE\r\n\r\n")
    assert '"code":"malformed"' in answer


def test_a_name_that_is_not_ours_is_refused_by_the_service(nginx):
    answer = requests.get(f"{nginx.base_url}/api/", headers={"Host": "evil.example"}, timeout=10)
    assert_our_error(answer, 400, "malformed")


@pytest.mark.parametrize(
    "path",
    [
        "/metrics",
        "/metrics/",
        "/metrics?a",
        "//metrics",
        "/%6detrics",
        "/api/../metrics",
        "/./metrics",
    ],
)
def test_metrics_are_kept_inside(nginx, path):
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer = raw_answer(nginx, request.encode())
    assert answer.startswith("HTTP/1.1 404 ")
    assert "music_" not in answer


def test_the_service_tells_nothing_to_who_comes_through_a_proxy(nginx, live_stack):
    inside = requests.get(f"{live_stack.base_url}/metrics", timeout=10)
    assert "music_http_requests_total" in inside.text
    passed_on = {"X-Forwarded-For": "203.0.113.9"}
    asked = requests.get(f"{live_stack.base_url}/metrics", headers=passed_on, timeout=10)
    assert asked.status_code == 404


def test_without_a_web_server_it_says_when_to_come_again(nginx_alone):
    answer = requests.get(f"{nginx_alone.base_url}/api/", timeout=10)
    assert_our_error(answer, 503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert requests.get(f"{nginx_alone.base_url}/health/nginx", timeout=10).text == "ok\n"


def test_the_way_from_the_root_holds_behind_a_mapped_port(nginx):
    answer = requests.get(f"{nginx.base_url}/", timeout=10, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/api/")


def test_a_folder_of_static_files_is_refused_in_our_shape(nginx):
    assert_our_error(requests.get(f"{nginx.base_url}/static/", timeout=10), 403, "not_allowed")


def test_a_range_beyond_the_end_of_a_file_gets_the_whole_file(nginx):
    (nginx.static / "short.css").write_text("body {}")
    beyond = {"Range": "bytes=1000-"}
    answer = requests.get(f"{nginx.base_url}/static/short.css", headers=beyond, timeout=10)
    assert (answer.status_code, answer.text) == (200, "body {}")


def test_one_client_cannot_take_all_connections(nginx_alone):
    waiting = b"POST /api/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
    with contextlib.ExitStack() as open_connections:
        for _ in range(100):
            place = ("127.0.0.1", nginx_alone.port)
            one = open_connections.enter_context(socket.create_connection(place, 10))
            one.sendall(waiting)
        answer = until(429, f"{nginx_alone.base_url}/api/")
        assert_our_error(answer, 429, "rate_limited")
        assert int(answer.headers["Retry-After"]) > 0
    assert_our_error(until(503, f"{nginx_alone.base_url}/api/"), 503, "unavailable")


def test_static_files_with_a_hash_may_be_kept_for_ever(nginx):
    for name, kept in (
        ("base.0123456789ab.css", "public, max-age=31536000, immutable"),
        ("base.css", "public, max-age=300"),
    ):
        (nginx.static / name).write_text("body {}")
        answer = requests.get(f"{nginx.base_url}/static/{name}", timeout=10)
        assert (answer.status_code, answer.headers.get("Cache-Control")) == (200, kept)


def test_a_path_cannot_climb_out_of_the_static_folder(nginx):
    request = b"GET /static../servers HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    assert " 200 " not in raw_answer(nginx, request).splitlines()[0]
