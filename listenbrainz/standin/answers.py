"""What the stand-in answers, and what it answers when a fault is on order."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from listenbrainz.standin import scenes

WINDOW = 30  # calls in one window of the rate limit
_RESET_IN = 10  # seconds left of the window, whenever one asks


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, a body and the headers beside those of the connection."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def ordinary(path: str, query: Mapping[str, str], remaining: int) -> Answer:
    """The answer to a call; ``remaining`` is what the window still allows after it."""
    headers = {
        "X-RateLimit-Limit": str(WINDOW),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset-In": str(_RESET_IN),
    }
    try:
        return Answer(200, json.dumps(_content(path, query)).encode(), headers)
    except KeyError as missing:
        return _error(400, f"{missing} is missing", headers)
    except LookupError:
        return _error(404, "Not found", headers)


def faulty(kind: str, otherwise: Answer) -> Answer:
    """The answer to a call that a fault strikes. Raises KeyError for a kind that is none."""
    faults = {
        "rate_limited": _error(429, "Too many requests", {"X-RateLimit-Reset-In": "7"}),
        "last_in_window": Answer(
            200, otherwise.body, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-In": "6"}
        ),
        "unavailable": _error(503, "Service unavailable", {"Retry-After": "120"}),
        "server_error": _error(500, "Internal error", {}),
        "bad_request": _error(400, "algorithm is not known", {}),
        "broken_json": Answer(200, otherwise.body[: len(otherwise.body) // 2]),
        "other_json": Answer(200, b'"maintenance"'),
        "odd_rows": Answer(200, b'[null, {"name": 7}, {"similar_tag": null}, []]'),
    }
    return faults[kind]


def _content(path: str, query: Mapping[str, str]) -> Any:
    if path == "/1/metadata/lookup/":
        return scenes.lookup(query["artist_name"]) if query["recording_name"] else {}
    if path == "/similar-artists/json":
        return scenes.similar_artists(query["artist_mbids"]) if query["algorithm"] else []
    if path == "/tag-similarity/json":
        return scenes.similar_tags(query["tag"])
    raise LookupError(path)


def _error(status: int, message: str, headers: Mapping[str, str]) -> Answer:
    body = json.dumps({"code": status, "error": message}).encode()
    return Answer(status, body, headers)
