"""Every kind of fault, as a caller sees it."""

import pytest
import requests

ROCK = {"q": "genre:rock", "type": "track"}


def test_rate_limited_says_when_to_come_back(dev):
    dev.standin.fault("rate_limited", match="search", retry_after=74214)
    response = dev.get("search", **ROCK)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "74214"
    assert response.json()["error"] == {"status": 429, "message": "API rate limit exceeded"}


def test_quota_exceeded_gives_a_reason_and_no_time(dev):
    dev.standin.fault("quota_exceeded")
    response = dev.get("search", **ROCK)
    assert "Retry-After" not in response.headers
    assert response.json()["error"]["reason"] == "QUOTA_EXCEEDED"


def test_a_limit_may_come_as_plain_text(dev):
    dev.standin.fault("plain_text_429", retry_after="soon")
    response = dev.get("search", **ROCK)
    assert (response.status_code, response.text) == (429, "Too many requests")
    assert response.headers["Retry-After"] == "soon"


@pytest.mark.parametrize(
    ("kind", "status", "message"),
    [
        ("expired", 401, "The access token expired"),
        ("invalid_token", 401, "Invalid access token"),
        ("forbidden", 403, "Forbidden"),
        ("not_found", 404, "Resource not found"),
        ("server_error", 502, "Bad gateway."),
    ],
)
def test_errors_in_spotifys_shape(dev, kind, status, message):
    dev.standin.fault(kind)
    assert dev.refusal("search", **ROCK) == (status, message)


def test_forbidden_may_come_as_plain_text(dev):
    dev.standin.fault("forbidden_text")
    response = dev.get("search", **ROCK)
    assert response.status_code == 403
    assert response.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(("kind", "status"), [("not_found_empty", 404), ("empty_body", 200)])
def test_an_answer_may_have_no_body(dev, kind, status):
    dev.standin.fault(kind)
    response = dev.get("search", **ROCK)
    assert (response.status_code, response.content) == (status, b"")


def test_the_status_can_be_chosen(dev):
    dev.standin.fault("server_error", status=503)
    assert dev.get("search", **ROCK).status_code == 503


def test_slow_answers_late_and_in_full(dev):
    dev.standin.fault("slow", seconds=0.3)
    with pytest.raises(requests.ReadTimeout):
        dev.http.get(f"{dev.standin.api_url}/search", params=ROCK, timeout=0.05)
    dev.standin.fault("slow", seconds=0.01)
    assert dev.found("genre:rock")


def test_broken_json_arrives_whole_and_cannot_be_read(dev):
    dev.standin.fault("broken_json")
    response = dev.get("search", **ROCK)
    assert response.status_code == 200
    with pytest.raises(requests.JSONDecodeError):
        response.json()


def test_drop_closes_without_an_answer(dev):
    dev.standin.fault("drop")
    with pytest.raises(requests.ConnectionError):
        dev.get("search", **ROCK)
    assert dev.found("genre:rock")


def test_cut_short_closes_in_the_middle(dev):
    dev.standin.fault("cut_short")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        dev.get("search", **ROCK)


def test_null_items_come_only_when_ordered(dev):
    dev.standin.fault("null_items")
    assert [item is None for item in dev.found("genre:rock")] == [True, False] * 2 + [True]
    assert None not in dev.found("genre:rock")


def test_null_items_leave_an_objects_own_lists_alone(dev):
    track = dev.found("genre:rock", limit=1)[0]
    dev.standin.fault("null_items")
    assert dev.json(f"tracks/{track['id']}")["artists"] == track["artists"]


def test_the_token_endpoint_can_fail_too(dev):
    dev.standin.fault("invalid_client", match="token")
    assert dev.token().json()["error"] == "invalid_client"
    assert dev.token().status_code == 200
