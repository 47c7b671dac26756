"""What the tests of this package ask of an answer."""


def assert_error(answer, status, code):
    """The one shape of every failure."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    assert list(body) == ["error", "code", "detail", "request_id"]
    assert body["code"] == code
    assert isinstance(body["error"], str) and isinstance(body["detail"], dict)
    assert body["request_id"] == answer["X-Request-ID"]
