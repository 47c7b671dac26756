"""Bodies made to exhaust or confuse, on every endpoint that reads one."""

import gzip
import json

import pytest

from tests import routes

pytestmark = pytest.mark.django_db

READING = sorted(
    (method, path.replace("{id}", "me"))
    for method, path in routes.operations()
    if method in ("POST", "PUT", "PATCH") and path != "/api/analytics/import/"
)
HOSTILE = {
    "deep lists": b"[" * 100_000,
    "closed deep lists": b"[" * 5_000 + b"]" * 5_000,
    "deep objects": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "a number too large": b'{"limit": 1e999}',
    "a number too long": b"1" * 10_000,
    "not a number": b'{"limit": NaN}',
    "NUL": b'{"username": "\\u0000"}',
    "half a character": b'{"username": "\\ud800"}',
    "no UTF-8": b'{"username": "\xff"}',
    "the same key again and again": b"{" + b",".join([b'"a": 1'] * 10_000) + b"}",
    "a list of very many": b"[" + b",".join([b"0"] * 100_000) + b"]",
    "a text": b'"text"',
    "nothing": b"",
}


def send(client, operation, body, **headers):
    method, path = operation
    headers = {"content_type": "application/json"} | headers
    return client.generic(method, path, body, **headers)


@pytest.mark.parametrize("operation", READING, ids=" ".join)
def test_a_hostile_body_is_refused_and_breaks_nothing(client_of, owner, settings, operation):
    settings.RATELIMIT_ENABLE = False
    for name, body in HOSTILE.items():
        answer = send(client_of(owner), operation, body)
        assert answer.status_code < 500, name
        if answer.status_code >= 400:
            assert set(answer.json()) == {"error", "code", "detail", "request_id"}, name
    assert client_of(owner).get("/api/users/me/").status_code == 200


@pytest.mark.parametrize("operation", READING, ids=" ".join)
def test_a_body_over_the_limit_is_refused_unread(client_of, owner, settings, operation):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2048
    answer = send(client_of(owner), operation, b'{"a": "' + b"x" * 2048 + b'"}')
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("operation", READING, ids=" ".join)
def test_a_bomb_is_not_unpacked(client_of, owner, operation):
    """One endpoint unpacks at all, and that no further than a body may be long."""
    bomb = gzip.compress(json.dumps([" " * 8 * 2**20]).encode())
    answer = send(client_of(owner), operation, bomb, HTTP_CONTENT_ENCODING="gzip")
    assert answer.status_code in (400, 413, 415)


@pytest.mark.parametrize("kind", ["text/plain", "a/b;"])
@pytest.mark.parametrize("operation", READING, ids=" ".join)
def test_nothing_but_json_is_read(client_of, owner, operation, kind):
    answer = send(client_of(owner), operation, b"<a/>", content_type=kind)
    assert answer.status_code in (400, 415)
