"""Who may take away what is kept about a user, and how it arrives."""

import json

import pytest
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from users.tests.sessions import assert_unauthorized, pair_of

pytestmark = pytest.mark.django_db(transaction=True)  # the export begins a transaction of its own

EXPORT = "/api/users/me/export/"


def read(client, path=EXPORT):
    """The answer and, of one that succeeded, its document."""
    answer = client.get(path)
    return answer, json.loads(answer.getvalue()) if answer.status_code == 200 else None


def test_the_owner_gets_one_document_to_save(client_of, owner):
    answer, document = read(client_of(owner))
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == f'attachment; filename="user-{owner.pk}.json"'
    assert answer["Cache-Control"] == "no-store"
    assert (document["user_id"], document["account"][0]["username"]) == (owner.pk, "owner")
    assert document["profile"][0]["favorite_genres"] == ["rock"]


def test_staff_export_anyone(client_of, staff, owner):
    _, document = read(client_of(staff), f"/api/users/{owner.pk}/export/")
    assert document["account"][0]["username"] == "owner"


def test_others_are_refused(client_of, other, owner):
    answer, _ = read(client_of(other), f"/api/users/{owner.pk}/export/")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")


def test_the_signed_out_are_refused(api):
    assert_unauthorized(api.get(EXPORT))


def test_nobody_has_nothing_to_export(client_of, staff):
    answer, _ = read(client_of(staff), "/api/users/999999999999/export/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_it_has_a_limit_of_its_own(client_of, owner, settings):
    settings.RATELIMIT_RATES = settings.RATELIMIT_RATES | {"export": "1/h"}
    client = client_of(owner)
    assert read(client)[0].status_code == 200
    assert read(client)[0].status_code == 429


def test_head_says_the_same_without_the_document(client_of, owner):
    answer = client_of(owner).head(EXPORT)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.getvalue() == b""


def test_nothing_that_proves_who_one_is_is_in_it(api, client_of, owner):
    pair = pair_of(api, "owner")
    text = client_of(owner).get(EXPORT).getvalue().decode()
    assert owner.password not in text
    assert pair["refresh"] not in text
    assert OutstandingToken.objects.get(token=pair["refresh"]).jti in text
