"""POST /api/analytics/activity/ with Content-Encoding: gzip."""

import gzip
import json

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(owner, client_of):
    def send(body, encoding="gzip"):
        return client_of(owner).post(
            "/api/analytics/activity/",
            body,
            content_type="application/json",
            headers={"Content-Encoding": encoding},
        )

    return send


def test_a_compressed_batch_is_taken(post, event):
    batch = json.dumps([event() for _ in range(100)]).encode()
    assert post(gzip.compress(batch)).json()["accepted"] == 100


def test_a_bomb_is_refused_before_it_is_unpacked(post, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    answer = post(gzip.compress(b" " * 50_000_000))
    assert answer.status_code == 413
    assert answer.json()["code"] == "body_too_large"


@pytest.mark.parametrize(
    "body",
    [b"not gzip", gzip.compress(b"[]")[:-4], gzip.compress(b"[]") * 2, b""],
    ids=["no gzip", "cut short", "two members", "empty"],
)
def test_what_is_not_one_gzip_member_is_refused(post, body):
    assert post(body).status_code == 400


def test_other_encodings_are_refused(post):
    assert post(b"{}", encoding="br").status_code == 415


def test_an_encoding_that_changes_nothing_is_none(post, event):
    assert post(json.dumps(event()), encoding="identity").status_code == 201
