"""What is read as a request body, and what is refused before it can do harm."""

import gzip

import pytest

from common.strict_json import MAX_DEPTH
from common.tests.api import assert_error

pytestmark = pytest.mark.django_db

NESTED = b'{"profile": {"preferences": %s}}'


def deep(levels):
    return b"[" * levels + b"]" * levels


REFUSED = {
    "nothing": b" ",
    "cut off": b'{"username": ',
    "two values": b"{} {}",
    "single quotes": b"{'a': 1}",
    "Latin-1": '{"username": "é"}'.encode("latin-1"),
    "UTF-16": '{"username": "a"}'.encode("utf-16"),
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": -Infinity}',
    "a number too large": b'{"a": 1e999}',
    "an integer too long": b'{"a": ' + b"9" * 5000 + b"}",
    "NUL in a value": rb'{"username": "a\u0000b"}',
    "NUL in a name": rb'{"a\u0000b": 1}',
    "NUL far down": rb'{"a": [{"b": ["\u0000"]}]}',
    "half a surrogate pair": rb'{"username": "\ud83d"}',
    "too deep": deep(MAX_DEPTH + 2),
    "far too deep": deep(200_000),
    "gzip": gzip.compress(b'{"username": "a"}'),
    "a gzip bomb": gzip.compress(b" " * 10_000_000),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_malformed_body_is_refused(api, what):
    answer = api.generic("POST", "/api/users/", REFUSED[what], "application/json")
    assert_error(answer, 400, "parse_error")


@pytest.mark.parametrize("what", REFUSED)
def test_a_malformed_log_in_is_refused(api, what):
    answer = api.generic("POST", "/api/auth/token/", REFUSED[what], "application/json")
    assert_error(answer, 400, "parse_error")


def test_a_body_as_deep_as_allowed_is_read(client_of, owner):
    body = NESTED % (b'{"a": ' + deep(MAX_DEPTH - 3) + b"}")
    answer = client_of(owner).generic("PATCH", "/api/users/me/", body, "application/json")
    assert answer.status_code == 200


def test_text_of_the_whole_world_is_kept(client_of, owner):
    name = "Ж漢é🎵"
    answer = client_of(owner).patch("/api/users/me/", {"first_name": name})
    assert answer.json()["first_name"] == name


def test_a_whole_surrogate_pair_is_one_character(client_of, owner):
    body = rb'{"first_name": "\ud83c\udfb5"}'
    answer = client_of(owner).generic("PATCH", "/api/users/me/", body, "application/json")
    assert answer.json()["first_name"] == "🎵"
