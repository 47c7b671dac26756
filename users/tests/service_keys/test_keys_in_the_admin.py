"""Operators make keys, see who has one, and revoke them."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command

from users.models import ServiceKey

pytestmark = pytest.mark.django_db

KEYS = "/admin/users/servicekey/"
SUMMARY = "/api/analytics/summary/"
NEW = {"name": "importer", "scopes": ["analytics:read"], "expiry_date_0": "", "expiry_date_1": ""}


@pytest.fixture
def admin(client, make_user):
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


def made(admin, **fields):
    """Make a key by the form; the page that answers, and the key that it shows."""
    answer = admin.post(f"{KEYS}add/", NEW | fields)
    return answer, re.search(r"[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}", answer.content.decode())[0]


def test_a_new_key_is_shown_once_and_is_good(admin, service):
    answer, key = made(admin)
    assert service(key).get(SUMMARY).status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert key not in str(admin.cookies)
    row = ServiceKey.objects.get()
    for page in (KEYS, f"{KEYS}{row.pk}/change/", f"{KEYS}{row.pk}/history/"):
        content = admin.get(page).content.decode()
        assert key.partition(".")[2] not in content
        assert row.hashed_key not in content


def test_the_list_says_whose_a_key_is_and_what_it_opens(admin):
    made(admin, name="nightly importer")
    page = admin.get(KEYS).content.decode()
    for shown in (ServiceKey.objects.get().prefix, "nightly importer", "analytics:read", "root"):
        assert shown in page


def test_a_key_needs_a_scope_that_there_is(admin):
    for scopes in ([], ["everything"]):
        assert admin.post(f"{KEYS}add/", NEW | {"scopes": scopes}).status_code == 200
    assert not ServiceKey.objects.exists()


def test_revoking_ends_a_key_and_is_logged(admin, service):
    _, key = made(admin)
    row = ServiceKey.objects.get()
    admin.post(KEYS, {"action": "revoke", "_selected_action": [row.pk]})
    assert service(key).get(SUMMARY).json()["code"] == "service_key_revoked"
    assert (
        LogEntry.objects.filter(object_id=row.pk).first().get_change_message() == "Revoke for ever"
    )


def test_a_key_that_exists_changes_only_its_name(admin):
    made(admin)
    row = ServiceKey.objects.get()
    changes = {"name": "renamed", "scopes": ["activity:write"], "revoked": "on"}
    assert admin.post(f"{KEYS}{row.pk}/change/", changes).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.scopes, row.revoked) == ("renamed", ["analytics:read"], False)


def test_a_key_is_not_deleted(admin):
    made(admin)
    assert (
        admin.post(f"{KEYS}{ServiceKey.objects.get().pk}/delete/", {"post": "yes"}).status_code
        == 403
    )


def test_staff_without_rights_make_no_keys(client, staff):
    client.force_login(staff)
    assert client.post(f"{KEYS}add/", NEW).status_code == 403


def test_keys_of_the_library_itself_are_not_offered(admin):
    assert admin.get("/admin/rest_framework_api_key/apikey/").status_code == 404


def test_a_key_is_made_on_the_command_line(service, capsys):
    call_command("create_service_key", "importer", "--scope", "analytics:read", "--days", "1")
    key = capsys.readouterr().out.strip()
    assert service(key).get(SUMMARY).status_code == 200
    assert ServiceKey.objects.get().expiry_date is not None


@pytest.mark.parametrize("name", ["", "x" * 51])
def test_a_name_fits(name):
    with pytest.raises(CommandError):
        call_command("create_service_key", name, "--scope", "analytics:read")
