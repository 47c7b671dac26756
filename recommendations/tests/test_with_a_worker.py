"""The way through the queue, with a worker process at its end."""

import os
import time

import pytest
from django.db import connection

from devstack import programs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(tmp_path, standin, queue):
    """A Celery worker on this test's database and stand-in.

    What was sent before it started is forgotten: a sign-up's own list cannot come in between.
    """
    environment = {
        **os.environ,
        "POSTGRES_DB": connection.settings_dict["NAME"],
        "SPOTIFY_API_URL": standin.api_url,
        "SPOTIFY_ACCOUNTS_URL": standin.accounts_url,
    }
    child = programs.worker(tmp_path, environment)
    child.start()
    child.wait()
    yield child
    child.stop()


@pytest.fixture
def until_done(client_of):
    """Poll a refresh until it has ended."""

    def poll(user, url):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            state = client_of(user).get(url).json()
            if state["status"] in ("success", "error"):
                break
            time.sleep(0.1)
        return state

    return poll


def test_a_refresh_runs_behind_and_can_be_followed(
    owner, worker, client_of, until_done, get_list, settings
):
    settings.RATELIMIT_ENABLE = False
    wish = {"limit": 12, "seed_genres": ["jazz"]}
    asked = client_of(owner).post("/api/recommendations/me/refresh/", wish).json()
    done = until_done(owner, asked["status_url"])
    assert (done["status"], done["count"]) == ("success", 12), worker.tail()
    body = get_list(owner)
    assert (body["source"], body["count"]) == ("cache", 12)
    assert "jazz" in {item["reason"]["value"] for item in body["recommendations"]}
