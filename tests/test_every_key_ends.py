"""Redis forgets nothing when it is full, so whatever the service puts there must end by itself."""

import os

import pytest
import requests
from redis import Redis

from devstack.database import fresh_database
from devstack.demo.api import Api
from devstack.demo.listener import Listener
from devstack.demo.story import play
from devstack.services import redis_database
from devstack.stack import Stack
from tests import api_document

# More than this and a key might as well have no end.
LONGEST = 91 * 86_400  # seconds


@pytest.fixture(scope="module")
def stack(tmp_path_factory, mail_server):
    """A product of our own, limited as in production; in a shared one others make the trends."""
    redis = os.environ["REDIS_URL"]
    with fresh_database(os.environ) as database:
        settings = {
            "POSTGRES_DB": database,
            "REDIS_URL": redis_database(redis, 4),
            "CELERY_BROKER_URL": redis_database(redis, 5),
            **mail_server.settings,
        }
        folder = tmp_path_factory.mktemp("keys")
        with Stack(folder, given=os.environ, settings=settings) as running:
            yield running


@pytest.fixture
def keys(stack):
    """What there is now in the cache's database: key -> seconds to live, -1 for ever."""
    with Redis.from_url(stack.environment["REDIS_URL"]) as redis:
        yield lambda: {key: redis.ttl(key) for key in redis.scan_iter(count=1000)}


def test_every_key_of_the_products_story_ends_by_itself(stack, keys):
    seen = {}

    def look(_line):
        seen.update(keys())

    play(stack.base_url, look)
    around_the_story(stack)
    look("")
    kinds = {key.split(b":")[0] for key in seen}
    assert kinds >= {b"music", b"spotify"}, "the story put nothing into Redis"
    assert {key: ttl for key, ttl in seen.items() if ttl == -1 or ttl > LONGEST} == {}


def around_the_story(stack):
    """What the story leaves out: log-out, a forgotten password, the admin, metrics, failures."""
    base_url = stack.base_url
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
    staff = api_document.make_staff(stack, "keys-staff")
    with requests.Session() as admin:
        form = {"username": staff["STAFF"], "password": staff["STAFF_PASSWORD"]}
        admin.get(f"{base_url}/admin/login/", timeout=30)
        form["csrfmiddlewaretoken"] = admin.cookies["csrftoken"]
        page = admin.post(f"{base_url}/admin/login/?next=/admin/", data=form, timeout=30)
        assert page.status_code == 200 and page.url.endswith("/admin/")
