"""Logging in and out over HTTP, for tests."""

PASSWORD = "correct horse battery"


def log_in(api, username, password=PASSWORD):
    return api.post("/api/auth/token/", {"username": username, "password": password})


def pair_of(api, username):
    """A fresh pair of tokens."""
    return log_in(api, username).json()


def refresh(api, token):
    return api.post("/api/auth/token/refresh/", {"refresh": token})


def verify(api, token):
    return api.post("/api/auth/token/verify/", {"token": token})


def log_out(api, **tokens):
    return api.post("/api/auth/logout/", tokens)


def read_me(api, token, scheme="Bearer"):
    return api.get("/api/users/me/", HTTP_AUTHORIZATION=f"{scheme} {token}")


def assert_unauthorized(answer):
    """401 in the one shape, with the header that says how to do better."""
    assert answer.status_code == 401, answer.content
    assert set(answer.json()) == {"error", "code", "detail", "request_id"}
    assert answer["WWW-Authenticate"].startswith("Bearer")
