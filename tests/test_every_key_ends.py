"""Redis forgets nothing when it is full, so whatever the service puts there must end by itself."""

import os

import pytest
import requests
from redis import Redis

from devstack import programs
from devstack.demo.api import Api
from devstack.demo.listener import Listener
from devstack.demo.story import play
from devstack.process import free_port
from devstack.stack import PRODUCTION_WSGI
from tests import api_document

# More than this and a key might as well have no end.
LONGEST = 91 * 86_400  # seconds


@pytest.fixture(scope="module")
def limited(live_stack, tmp_path_factory):
    """The live stack by a web server that limits, as in production."""
    folder, port = tmp_path_factory.mktemp("limited"), free_port()
    given = live_stack.environment | {"RATELIMIT_ENABLE": "true"}
    server = programs.web(folder, port, PRODUCTION_WSGI, given)
    server.start()
    try:
        server.wait()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()


@pytest.fixture
def keys(live_stack):
    """What there is now in the cache's database: key -> seconds to live, -1 for ever."""
    with Redis.from_url(live_stack.environment["REDIS_URL"]) as redis:
        redis.flushdb()
        yield lambda: {key: redis.ttl(key) for key in redis.scan_iter(count=1000)}


def test_every_key_of_the_products_story_ends_by_itself(live_stack, limited, keys):
    seen = {}

    def look(_line):
        seen.update(keys())

    play(limited, look)
    around_the_story(live_stack, limited)
    look("")
    kinds = {key.split(b":")[0] for key in seen}
    assert kinds >= {b"music", b"spotify"}, "the story put nothing into Redis"
    assert {key: ttl for key, ttl in seen.items() if ttl == -1 or ttl > LONGEST} == {}


def around_the_story(live_stack, base_url):
    """What the story leaves out: log-out, a forgotten password, the admin, metrics, failures."""
    listener = Listener(Api(base_url), "keys")
    listener.sign_up(favorite_genres=["soul"], moods=["happy"])
    pair = listener.log_in()
    listener.get("/api/recommendations/popular/")
    for path, body in (
        ("/api/auth/logout/", {"refresh": pair["refresh"]}),
        ("/api/users/password-reset/", {"email": f"{listener.username}@example.org"}),
    ):
        requests.post(base_url + path, json=body, timeout=30)
    requests.get(f"{base_url}/metrics", timeout=30)
    staff = api_document.make_staff(live_stack, f"keys-{os.getpid()}")
    with requests.Session() as admin:
        form = {"username": staff["STAFF"], "password": staff["STAFF_PASSWORD"]}
        admin.get(f"{base_url}/admin/login/", timeout=30)
        form["csrfmiddlewaretoken"] = admin.cookies["csrftoken"]
        page = admin.post(f"{base_url}/admin/login/?next=/admin/", data=form, timeout=30)
        assert page.status_code == 200 and page.url.endswith("/admin/")
