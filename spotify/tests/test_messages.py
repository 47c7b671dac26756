"""Reading answers whose bodies hold JSON, text or nothing."""

import pytest

from spotify.errors import Unreadable
from spotify.messages import Response


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('{"error": {"status": 400, "message": "Invalid limit"}}', "Invalid limit"),
        ('{"error": {"message": "Busy", "reason": "QUOTA_EXCEEDED"}}', "Busy QUOTA_EXCEEDED"),
        ('{"error": "invalid_client", "error_description": "No"}', "invalid_client No"),
        ('{"error": {"message": null}}', ""),
        ("Too many\n  requests", "Too many requests"),
        ("", ""),
    ],
)
def test_a_complaint_is_found_in_every_shape(body, complaint):
    assert Response(400, body).complaint == complaint


def test_a_long_complaint_is_cut():
    assert len(Response(500, "so long " * 1_000).complaint) == 200


def test_a_complaint_that_echoes_a_credential_hides_it():
    echo = Response(
        400, f"bad header Authorization: Bearer {'aZ9-_' * 20} of 4iV5W9uYEdYUVa79Axb7Rh"
    )
    assert echo.complaint == "bad header Authorization: Bearer ... of 4iV5W9uYEdYUVa79Axb7Rh"


@pytest.mark.parametrize("body", ["", "text", '{"tracks": [', "[]", "null", "[" * 100_000])
def test_what_is_not_a_json_object_is_unreadable(body):
    with pytest.raises(Unreadable):
        Response(200, body).mapping()


def test_the_body_is_not_shown_when_printed():
    assert "a-token" not in repr(Response(200, '{"access_token": "a-token"}'))
