"""No address that a user gives is ever asked."""

import ast
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.settings_source import PROJECT

PACKAGES = ("common", "spotify", "listenbrainz", "users", "analytics", "recommendations")
CLIENTS = {"requests", "urllib.request", "http.client", "httpx", "aiohttp", "socket", "urllib3"}
# The only modules that speak HTTP, and whose addresses they ask: all come from settings.
SPEAK_HTTP = {"spotify/transport.py", "listenbrainz/gate.py"}
# These use a client's names without making a request.
ONLY_NAMES = {
    "spotify/tokens.py",
    "common/upstream/bounded.py",
    "music_discovery_backend/gunicorn_errors.py",
}


def _imports(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _speakers():
    for package in (*PACKAGES, "music_discovery_backend"):
        for file in (PROJECT / package).rglob("*.py"):
            name = file.relative_to(PROJECT).as_posix()
            if "/tests/" not in name and "/standin/" not in name and CLIENTS & set(_imports(file)):
                yield name


def test_only_the_clients_of_services_speak_http():
    assert set(_speakers()) == SPEAK_HTTP | ONLY_NAMES


@pytest.fixture
def trap():
    """An address that notes every visit."""
    visits = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(self.path)
            self.send_response(204)
            self.end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), Trap) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", visits
        server.shutdown()


@pytest.mark.django_db
def test_an_address_in_every_field_is_visited_by_nobody(client_of, owner, trap):
    url, visits = trap
    client = client_of(owner)
    event = {"action": "play", "track_id": url[:64], "track_name": url, "artist_name": url}
    client.post("/api/analytics/activity/", event | {"metadata": {"image": url, "webhook": url}})
    profile = {"favorite_artists": [url], "favorite_genres": [url], "preferences": {"avatar": url}}
    client.patch("/api/users/me/", {"profile": profile})
    client.post("/api/recommendations/me/feedback/", {"action": "hide_artist", "artist_name": url})
    client.post("/api/recommendations/me/refresh/", {"seed_artists": [url], "seed_genres": [url]})
    client.get("/api/recommendations/me/", {"genre": url}, HTTP_ORIGIN=url, HTTP_REFERER=url)
    assert visits == []
