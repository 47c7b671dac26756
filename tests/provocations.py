"""One request for each error code that a request alone can bring about."""

from dataclasses import dataclass, field
from typing import Any

import requests

TRACK = {"action": "play", "track_id": "t", "track_name": "n", "artist_name": "a"}
NOBODY = 999_999_999_999
_ACTIVITY = "/api/analytics/activity/"
_USERS = "/api/users/"
_TOKEN = "/api/auth/token/"
_CONFIRM = "/api/users/password-reset/confirm/"
_IMPORT = "/api/analytics/import/"
_LIST = f"/api/recommendations/{NOBODY}/"


@dataclass(frozen=True)
class Provocation:
    """A request, as whom, and the status and code that must come back."""

    status: int
    code: str
    method: str
    path: str
    who: str | None = "listener"
    options: dict[str, Any] = field(default_factory=dict)

    def send(self, base_url: str, tokens: dict[str, str]) -> requests.Response:
        """Send it with the token of ``who``."""
        headers = dict(self.options.get("headers", {}))
        if self.who is not None:
            headers["Authorization"] = f"Bearer {tokens.get(self.who, self.who)}"
        options = self.options | {"headers": headers}
        return requests.request(self.method, base_url + self.path, timeout=30, **options)


def _post(path: str, who: str | None = "listener", **options: Any) -> dict[str, Any]:
    return {"method": "POST", "path": path, "who": who, "options": options}


def _get(path: str, who: str | None = "listener", **options: Any) -> dict[str, Any]:
    return {"method": "GET", "path": path, "who": who, "options": options}


def _event(who: str = "listener", **fields: Any) -> dict[str, Any]:
    return _post(_ACTIVITY, who, json=TRACK | fields)


def _account(**fields: Any) -> dict[str, Any]:
    someone = {"username": "nobody", "email": "nobody@example.org", "password": "horse battery 1"}
    return _post(_USERS, None, json=someone | fields)


_JSON = {"Content-Type": "application/json"}
_NO_KEY = {"Authorization": "Api-Key nonsense"}
_RESET = {"uid": "1", "token": "x-y", "new_password": "horse battery 1"}
_DEEP = b"[" * 60 + b"]" * 60
_BIG = b" " * (6 * 1024 * 1024 + 1)

_REQUESTS: tuple[tuple[int, str, dict[str, Any]], ...] = (
    (400, "bad_cursor", _get(f"{_ACTIVITY}?cursor=nonsense")),
    (400, "bad_cursor", _get("/api/recommendations/me/history/?cursor=W10=")),
    (400, "parse_error", _post(_USERS, None, data=b'{"a": ', headers=_JSON)),
    (400, "parse_error", _post(_USERS, None, data=b'"\xff"', headers=_JSON)),
    (400, "parse_error", _post(_USERS, None, data=b'"\\u0000"', headers=_JSON)),
    (400, "parse_error", _post(_USERS, None, data=b"1e999", headers=_JSON)),
    (400, "parse_error", _post(_USERS, None, data=_DEEP, headers=_JSON)),
    (400, "validation_failed", _account(email="no address")),
    (400, "validation_failed", _get("/api/recommendations/me/?limit=0")),
    (401, "no_active_account", _post(_TOKEN, None, json={"username": "x", "password": "x"})),
    (401, "not_authenticated", _get("/api/users/me/", None)),
    (401, "token_not_valid", _get("/api/users/me/", "nonsense")),
    (401, "token_not_valid", _post(f"{_TOKEN}verify/", None, json={"token": "nonsense"})),
    (401, "service_key_unknown", _get("/api/users/me/", None, headers=_NO_KEY)),
    (403, "not_yours", _get(f"/api/users/{NOBODY}/")),
    (403, "not_yours", _event(user=NOBODY)),
    (403, "permission_denied", _get(_USERS)),
    (403, "staff_only", _get("/api/analytics/trends/?format=csv")),
    (404, "not_found", _get("/api/nowhere/", None)),
    (404, "not_found", _get(f"/api/users/{NOBODY}/", "staff")),
    (404, "not_found", _get(f"/api/analytics/user/{NOBODY}/", "staff")),
    (404, "user_not_found", _get(_LIST, "staff")),
    (404, "user_not_found", _post(f"{_LIST}refresh/", "staff", json={})),
    (400, "malformed", _get(f"{_ACTIVITY}?{'a&' * 1100}")),
    (400, "bad_idempotency_key", _post(_ACTIVITY, json=TRACK, headers={"Idempotency-Key": "a b"})),
    (
        412,
        "precondition_failed",
        {"method": "DELETE", "path": "/api/users/me/", "options": {"headers": {"If-Match": '"x"'}}},
    ),
    (405, "method_not_allowed", _post("/api/analytics/summary/", json={})),
    (406, "not_acceptable", _get("/api/", None, headers={"Accept": "text/html"})),
    (413, "body_too_large", _post(_USERS, None, data=_BIG, headers=_JSON)),
    (415, "unsupported_media_type", _post(_USERS, None, data={"username": "x"})),
    (400, "bad_reset_token", _post(_CONFIRM, None, json=_RESET)),
    (400, "bad_preferences", _account(profile={"preferences": {"discovery": 7}})),
    (400, "bad_format", _get("/api/analytics/trends/?format=xml")),
    (400, "bad_query", _get(f"{_ACTIVITY}?since=yesterday")),
    (400, "bad_query", _get("/api/analytics/user/me/?tz=Mars/Olympus")),
    (400, "bad_series", _get("/api/analytics/timeseries/?metric=hums")),
    (400, "bad_timestamp", _event(timestamp="yesterday")),
    (400, "bad_window", _get("/api/analytics/summary/?window=1y")),
    (400, "empty_batch", _post(_ACTIVITY, json=[])),
    (400, "metadata_too_large", _event(metadata={"note": "x" * 5000})),
    (400, "no_file", _post(_IMPORT, files={"note": b"x"})),
    (400, "not_events", _post(_ACTIVITY, json=7)),
    (400, "out_of_range", _event(ms_played=-1)),
    (400, "required", _post(_ACTIVITY, json={"action": "play"})),
    (400, "timestamp_in_future", _event(timestamp="2999-01-01T00:00:00Z")),
    (400, "timestamp_too_old", _event(timestamp="1970-01-01T00:00:00Z")),
    (400, "too_long", _event(track_id="x" * 65)),
    (400, "unknown_action", _event(action="hum")),
    (400, "unknown_recommendation", _event(recommendation=NOBODY)),
    (400, "unknown_user", _event("staff", user=NOBODY)),
    (400, "wrong_type", _event(track_id=7)),
    (400, "not_an_object", _post(_ACTIVITY, json=[7])),
    (400, "bad_text", _post(_ACTIVITY, headers=_JSON, data=rb'["\u0000"]')),
    (400, "bad_number", _post(_ACTIVITY, headers=_JSON, data=b"[NaN]")),
    (400, "too_deep", _post(_ACTIVITY, headers=_JSON, data=b"[" + _DEEP + b"]")),
    (409, "event_id_reused", _event(event_id="taken", track_id="another")),
    (413, "batch_too_large", _post(_ACTIVITY, json=[{}] * 1001)),
    (413, "file_too_large", _post(_IMPORT, files={"file": b"x" * (32 * 1024 * 1024 + 1)})),
    (403, "similar_listeners_off", _get("/api/recommendations/me/similar-listeners/")),
    (404, "cursor_expired", _get(f"/api/recommendations/me/?cursor={'0' * 26}.20")),
    (
        404,
        "unknown_track",
        _post(
            "/api/recommendations/me/feedback/", json={"action": "like", "track_id": "unheard-of"}
        ),
    ),
)

PROVOCATIONS = [Provocation(status, code, **request) for status, code, request in _REQUESTS]

# Codes that no single request can bring about, and why.
_RACE = "takes two requests in the same moment"
_OUTAGE = "takes an outage; the tests of outages have it"
_INSIDE = "no answer has it: the service's own commands and tasks do"
_ADMIN = "the admin says it, not the API; the tests of the admin have it"
_KIND = "the name of a kind, of which the others are"
_BY_A_KEY = "takes a service key; the tests of service keys have it"
_IN_AN_IMPORT = "stands in the account of an import"
_TWO_REQUESTS = "takes an earlier request; tests/test_idempotency.py has both"
_BELOW = "below the service; tests/test_broken_http.py and test_nginx.py have it"
BEYOND_A_REQUEST = {
    "invalid": _KIND, "too_large": _KIND, "conflict": _KIND, "upstream_unavailable": _KIND,
    "not_identified": _KIND,
    "service_key_revoked": _BY_A_KEY, "service_key_expired": _BY_A_KEY,
    "insufficient_scope": _BY_A_KEY, "not_for_services": _BY_A_KEY,
    "not_allowed": "Django's own refusal, of which the API has none",
    "account_locked": "takes several; the tests of locked log-ins have it",
    "unprocessable": _KIND,
    "idempotency_key_reused": _TWO_REQUESTS, "idempotency_in_progress": _TWO_REQUESTS,
    "too_slow": _BELOW, "address_too_long": _BELOW, "expectation_failed": _BELOW,
    "headers_too_large": _BELOW, "not_implemented": _BELOW, "unavailable": _BELOW,
    "http_version_not_supported": _BELOW,
    "rate_limited": "nothing is limited here; the tests of limits have it",
    "internal_error": "takes a bug",
    "user_exists": _RACE, "event_gone": _RACE, "refresh_busy": _RACE, "import_running": _RACE,
    "database_unavailable": _OUTAGE, "queue_unavailable": _OUTAGE, "nothing_to_recommend": _OUTAGE,
    "more_unavailable": _OUTAGE,
    "counts_keep_moving": _RACE, "cursor_ahead": _INSIDE,
    "similarity_version_not_kept": _INSIDE, "pool_busy": _ADMIN, "unknown_circuit": _ADMIN,
    "experiment_not_ready": _ADMIN, "experiment_over": _ADMIN, "experiment_not_running": _ADMIN,
    "bad_metadata": "the parser refuses such numbers first",
    "unknown_format": _IN_AN_IMPORT, "bad_file": _IN_AN_IMPORT, "bad_row": _IN_AN_IMPORT,
    "not_a_track": _IN_AN_IMPORT, "private_session": _IN_AN_IMPORT,
    "import_given_up": _IN_AN_IMPORT,
}  # fmt: skip
