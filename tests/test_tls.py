"""TLS as docs/operations.md describes it: Nginx with its TLS lines before the real service."""

import pytest
import requests

from devstack import programs
from devstack.process import Child, accepts_connections, free_port
from devstack.stack import PRODUCTION_WSGI
from tests.nginx_server import NginxServer, nginx_program, self_signed
from tests.settings_source import PROJECT

pytestmark = [
    pytest.mark.skipif(
        nginx_program() is None, reason="Nginx is not installed (Debian: apt install nginx-light)"
    ),
    pytest.mark.filterwarnings("ignore:Unverified HTTPS request"),
]

HSTS = "Strict-Transport-Security"
# As somebody sets it who is not sure yet.
SETTINGS = {"HTTPS_ONLY": "true", "SECURE_HSTS_SECONDS": "300"}


@pytest.fixture(scope="module")
def nginx(live_stack, tmp_path_factory):
    folder, port = self_signed(tmp_path_factory.mktemp("tls")), free_port()
    web = Child(
        "Gunicorn",
        programs.web(folder, port, PRODUCTION_WSGI, {}).command,
        log=folder / "web.log",
        ready=lambda: accepts_connections(port),  # to http alone it answers by sending to https
        env=live_stack.environment | SETTINGS,
        cwd=PROJECT,
    )
    web.start()
    try:
        web.wait()
        with NginxServer(folder, port, tls=True) as server:
            yield server
    finally:
        web.stop()


def get(url, **options):
    return requests.get(url, timeout=10, verify=False, allow_redirects=False, **options)  # noqa: S501


def sent(answer, name):
    """Every header of that name; requests would join them."""
    return [value for each, value in answer.raw.headers.items() if each == name]


def test_browsers_remember_for_as_long_as_the_service_says_and_no_longer(nginx):
    (said,) = sent(get(f"{nginx.tls_url}/api/"), HSTS)
    assert said.split(";")[0] == "max-age=300"


@pytest.mark.parametrize("path", ["/health/nginx", "/static/nothing.css", "/metrics"])
def test_what_nginx_answers_itself_adds_nothing_to_that(nginx, path):
    assert sent(get(nginx.tls_url + path), HSTS) == []


@pytest.mark.parametrize("path", ["/api/?a=1", "/admin/login/", "/api/analytics/import/"])
def test_http_is_sent_to_https(nginx, path):
    answer = get(nginx.base_url + path)
    assert (answer.status_code, answer.headers["Location"]) == (308, f"https://127.0.0.1{path}")
    assert sent(answer, HSTS) == []


def test_http_on_the_port_of_https_is_refused_in_our_shape(nginx):
    answer = get(f"http://127.0.0.1:{nginx.tls_port}/api/")
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_cookies_of_the_admin_go_by_https_alone(nginx):
    cookie = get(f"{nginx.tls_url}/admin/login/").headers["Set-Cookie"]
    assert "Secure" in cookie
