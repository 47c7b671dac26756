"""Requests and answers as plain data, free of sockets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import parse_qsl

JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


class Delivery(Enum):
    """How much of an answer goes out before the connection closes, or all of it."""

    WHOLE = "whole"
    CUT_SHORT = "cut_short"
    NONE = "dropped"


@dataclass(frozen=True, slots=True)
class Request:
    """A request; ``site`` is the address the caller used, such as ``http://127.0.0.1:9000``."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    site: str

    def parameters(self) -> dict[str, str]:
        """The query string's parameters; of a repeated one the last."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    def form(self) -> dict[str, str]:
        """The fields of a form in the body."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, ready to be sent."""

    status: int
    body: bytes = b""
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    delivery: Delivery = Delivery.WHOLE


class Refused(Exception):
    """The caller gets an error in Spotify's shape: a status and a short message."""

    def __init__(
        self, status: int, message: str, *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})

    def answer(self) -> Answer:
        """The refusal as an answer."""
        return error_answer(self.status, self.message, headers=self.headers)


def json_answer(
    body: Any, status: int = 200, *, headers: Mapping[str, str] | None = None
) -> Answer:
    """``body`` as compact JSON."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Answer(status, text.encode(), headers=dict(headers or {}))


def text_answer(text: str, status: int, *, headers: Mapping[str, str] | None = None) -> Answer:
    """``text`` as it is, as Spotify's outer layers answer when no JSON is made."""
    return Answer(status, text.encode(), TEXT, headers=dict(headers or {}))


def error_answer(
    status: int,
    message: str,
    *,
    reason: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Spotify's error object: ``{"error": {"status", "message", "reason"?}}``."""
    error: dict[str, Any] = {"status": status, "message": message}
    if reason is not None:
        error["reason"] = reason
    return json_answer({"error": error}, status, headers=headers)
