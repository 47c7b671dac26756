"""What Nginx tells the service about a request, by a server that answers with what it was told."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from tests.nginx_server import NginxServer, nginx_program, self_signed

pytestmark = pytest.mark.skipif(
    nginx_program() is None, reason="Nginx is not installed (Debian: apt install nginx-light)"
)


class Told(BaseHTTPRequestHandler):
    """Answers with the headers that came, and the port that they came from."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        told = {name.lower(): value for name, value in self.headers.items()}
        body = json.dumps(told | {"from-port": self.client_address[1]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Keep quiet."""


@pytest.fixture(scope="module")
def told_port():
    with ThreadingHTTPServer(("127.0.0.1", 0), Told) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(scope="module")
def nginx(told_port, tmp_path_factory):
    with NginxServer(tmp_path_factory.mktemp("upstream"), told_port) as server:
        yield server


@pytest.fixture(scope="module")
def nginx_with_tls(told_port, tmp_path_factory):
    folder = self_signed(tmp_path_factory.mktemp("tls"))
    with NginxServer(folder, told_port, tls=True) as server:
        yield server


def told(url, **headers):
    return requests.get(url, headers=headers, timeout=10).json()


def test_the_clients_address_is_the_one_it_came_from(nginx):
    assert told(nginx.base_url + "/api/")["x-forwarded-for"] == "127.0.0.1"


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X_Forwarded_For", "X-Real-IP", "Forwarded", "X-Forwarded-Host"]
)
def test_a_forged_header_does_not_arrive(nginx, header):
    answer = told(nginx.base_url + "/api/", **{header: "203.0.113.9"})
    assert "203.0.113.9" not in json.dumps(answer)


def test_https_cannot_be_claimed(nginx):
    answer = told(nginx.base_url + "/api/", **{"X-Forwarded-Proto": "https"})
    assert answer["x-forwarded-proto"] == "http"


def test_the_name_asked_for_arrives_with_its_port(nginx):
    assert told(nginx.base_url + "/api/")["host"] == f"127.0.0.1:{nginx.port}"


def test_connections_to_the_service_are_kept(nginx):
    ports = {told(nginx.base_url + "/api/")["from-port"] for _ in range(30)}
    assert len(ports) < 15  # each of Nginx's workers has its own


def test_with_tls_http_is_sent_to_https(nginx_with_tls):
    answer = requests.get(nginx_with_tls.base_url + "/api/?a=1", timeout=10, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (308, "https://127.0.0.1/api/?a=1")


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_with_tls_the_service_knows(nginx_with_tls):
    answer = requests.get(nginx_with_tls.tls_url + "/api/", timeout=10, verify=False)  # noqa: S501
    assert answer.json()["x-forwarded-proto"] == "https"
