"""Guessing at the admin's log-in, and lifting a lock."""

import pytest
from axes.models import AccessFailureLog
from django.contrib.admin.models import LogEntry
from django.test import Client

from users.tests.sessions import PASSWORD, log_in

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/?next=/admin/"


@pytest.fixture(autouse=True)
def _nothing_else_limits_or_costs(settings):
    settings.RATELIMIT_ENABLE = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def enter(client, password, name="staff"):
    return client.post(LOGIN, {"username": name, "password": password})


@pytest.fixture
def locked(client, staff):
    """Somebody has guessed too often at the operator's password."""
    for _ in range(5):
        assert enter(client, "wrong").status_code == 200
    return client


@pytest.fixture
def root(make_user):
    """An administrator who is logged in elsewhere."""
    client = Client(REMOTE_ADDR="192.0.2.1")
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


def act(client, path, action, *rows):
    return client.post(path, {"action": action, "_selected_action": [row.pk for row in rows]})


def test_after_five_failures_a_page_says_how_long_to_wait(locked):
    answer = enter(locked, PASSWORD)
    assert answer.status_code == 429
    assert b"for 15 minutes" in answer.content
    assert 890 <= int(answer["Retry-After"]) <= 900
    assert "no-store" in answer["Cache-Control"]
    assert "sessionid" not in answer.cookies


def test_the_page_says_the_same_of_a_name_that_nobody_has(locked):
    for _ in range(5):
        enter(locked, "wrong", "nobody")
    pages = [enter(locked, PASSWORD, name) for name in ("staff", "nobody")]
    assert pages[0].content == pages[1].content


def test_the_admin_and_the_api_count_together(locked, api):
    assert log_in(api, "staff").status_code == 429


def test_a_lock_does_not_end_a_session(client, staff):
    assert enter(client, PASSWORD).status_code == 302
    for _ in range(6):
        enter(Client(), "wrong")
    assert client.get("/admin/").status_code == 200


def test_an_operator_unlocks_a_user(locked, root, staff):
    act(root, "/admin/users/user/", "unlock", staff)
    assert enter(locked, PASSWORD).status_code == 302
    assert "Let in again" in LogEntry.objects.get().change_message


def test_an_operator_looks_at_the_failures_and_unlocks_the_name(locked, root):
    path = "/admin/axes/accessfailurelog/"
    assert root.get(f"{path}?q=staff").content.count(b"127.0.0.1") == 5
    assert root.get(f"{path}?q=192.0.2.9").content.count(b"127.0.0.1") == 0
    act(root, path, "unlock_name", AccessFailureLog.objects.first())
    assert enter(locked, PASSWORD).status_code == 302


def test_who_has_not_the_right_unlocks_nobody(locked, staff, make_user):
    colleague = Client()
    colleague.force_login(make_user("colleague", is_staff=True))
    act(colleague, "/admin/users/user/", "unlock", staff)
    assert enter(locked, PASSWORD).status_code == 429
