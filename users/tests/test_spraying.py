"""One password under many names locks no name, so it is counted by where it comes from."""

import time

import pytest
from axes.models import AccessFailureLog

from users.tests.sessions import log_in

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/?next=/admin/"


@pytest.fixture(autouse=True)
def _three_a_minute(settings, monkeypatch):
    """And no minute that ends in the middle of a test."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    settings.RATELIMIT_RATES = settings.RATELIMIT_RATES | {"token": "3/m"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def spray(client, times, **meta):
    """The statuses of as many log-ins, each under a name of its own."""
    forms = [{"username": f"name-{number}", "password": "Summer2026"} for number in range(times)]
    return [client.post(LOGIN, form, **meta).status_code for form in forms]


def test_one_password_under_many_names_is_soon_refused(client):
    assert spray(client, 5) == [200, 200, 200, 429, 429]
    answer = client.post(LOGIN, {"username": "one more", "password": "Summer2026"})
    assert b"Nobody can log in from here for 1 minute." in answer.content
    assert 0 < int(answer["Retry-After"]) <= 60
    assert answer["X-RateLimit-Remaining"] == "0"
    assert "no-store" in answer["Cache-Control"]


def test_what_is_refused_costs_no_hash(client):
    spray(client, 5)
    assert AccessFailureLog.objects.count() == 3


def test_the_admin_and_the_api_are_sprayed_as_one(client, api):
    assert spray(client, 2) == [200, 200]
    assert [log_in(api, f"name-{n}", "wrong").status_code for n in range(2)] == [401, 429]
    assert spray(client, 1) == [429]


def test_addresses_are_counted_apart(client):
    assert spray(client, 4)[-1] == 429
    assert spray(client, 1, REMOTE_ADDR="192.0.2.9") == [200]


def test_looking_at_the_page_counts_nothing(client):
    assert [client.get(LOGIN).status_code for _ in range(5)] == [200] * 5
    assert spray(client, 3) == [200] * 3


def test_the_right_password_does_not_help_who_has_sprayed(client, make_user):
    make_user("operator", is_staff=True)
    spray(client, 3)
    right = {"username": "operator", "password": "correct horse battery"}
    assert client.post(LOGIN, right).status_code == 429


def test_who_is_logged_in_stays_so(client, staff):
    client.force_login(staff)
    spray(client, 4)
    assert client.get("/admin/").status_code == 200
