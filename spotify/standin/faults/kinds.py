"""What each kind of fault does to a call. A new kind is a function and a line in ``KINDS``."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from spotify.standin.faults.fault import Fault
from spotify.standin.messages import (
    Answer,
    Delivery,
    error_answer,
    json_answer,
    text_answer,
)

_RETRY_AFTER = 30
_SLOW_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Scene:
    """The call that a fault strikes: its ordinary answer, and a way to let time pass."""

    ordinary: Callable[[], Answer]
    pause: Callable[[float], None]


Kind = Callable[[Fault, Scene], Answer]


def _rate_limited(fault: Fault, _: Scene) -> Answer:
    return error_answer(
        fault.status or 429, "API rate limit exceeded", headers=_retry_after(fault, _RETRY_AFTER)
    )


def _plain_text_429(fault: Fault, _: Scene) -> Answer:
    return text_answer(
        "Too many requests", fault.status or 429, headers=_retry_after(fault, _RETRY_AFTER)
    )


def _quota_exceeded(fault: Fault, _: Scene) -> Answer:
    """Spotify names no time here, so neither does this unless ``retry_after`` was asked for."""
    return error_answer(
        fault.status or 429,
        "Too many requests",
        reason="QUOTA_EXCEEDED",
        headers=_retry_after(fault, None),
    )


def _expired(fault: Fault, _: Scene) -> Answer:
    return error_answer(fault.status or 401, "The access token expired")


def _invalid_token(fault: Fault, _: Scene) -> Answer:
    return error_answer(fault.status or 401, "Invalid access token")


def _invalid_client(fault: Fault, _: Scene) -> Answer:
    body = {"error": "invalid_client", "error_description": "Invalid client"}
    return json_answer(body, fault.status or 400)


def _forbidden(fault: Fault, _: Scene) -> Answer:
    return error_answer(fault.status or 403, "Forbidden")


def _forbidden_text(fault: Fault, _: Scene) -> Answer:
    text = "This app may not be used, because its owner's subscription has ended."
    return text_answer(text, fault.status or 403)


def _not_found(fault: Fault, _: Scene) -> Answer:
    return error_answer(fault.status or 404, "Resource not found")


def _not_found_empty(fault: Fault, _: Scene) -> Answer:
    return Answer(fault.status or 404)


def _server_error(fault: Fault, _: Scene) -> Answer:
    return error_answer(fault.status or 502, "Bad gateway.", headers=_retry_after(fault, None))


def _slow(fault: Fault, scene: Scene) -> Answer:
    scene.pause(_SLOW_SECONDS if fault.seconds is None else fault.seconds)
    return scene.ordinary()


def _broken_json(_: Fault, scene: Scene) -> Answer:
    """The right length is announced, but the document stops in the middle."""
    answer = scene.ordinary()
    return replace(answer, body=answer.body[: len(answer.body) // 2])


def _empty_body(fault: Fault, _: Scene) -> Answer:
    return Answer(fault.status or 200)


def _drop(_: Fault, __: Scene) -> Answer:
    return Answer(200, delivery=Delivery.NONE)


def _cut_short(_: Fault, scene: Scene) -> Answer:
    """The connection closes before the announced length has arrived."""
    return replace(scene.ordinary(), delivery=Delivery.CUT_SHORT)


def _null_items(_: Fault, scene: Scene) -> Answer:
    """Every second record is null, in the pages of an answer and in a bare list of tracks."""
    answer = scene.ordinary()
    if answer.status != 200 or not answer.body:
        return answer
    return json_answer(_with_nulls(json.loads(answer.body)))


def _with_nulls(body: Any) -> Any:
    if not isinstance(body, dict):
        return body
    return {
        name: _every_second(value)
        if name in ("items", "tracks") and isinstance(value, list)
        else _with_nulls(value)
        for name, value in body.items()
    }


def _every_second(items: list[Any]) -> list[Any]:
    return [None if position % 2 == 0 else item for position, item in enumerate(items)]


def _retry_after(fault: Fault, default: int | None) -> dict[str, str]:
    value = default if fault.retry_after is None else fault.retry_after
    return {} if value is None else {"Retry-After": str(value)}


KINDS: dict[str, Kind] = {
    "rate_limited": _rate_limited,
    "plain_text_429": _plain_text_429,
    "quota_exceeded": _quota_exceeded,
    "expired": _expired,
    "invalid_token": _invalid_token,
    "invalid_client": _invalid_client,
    "forbidden": _forbidden,
    "forbidden_text": _forbidden_text,
    "not_found": _not_found,
    "not_found_empty": _not_found_empty,
    "server_error": _server_error,
    "slow": _slow,
    "broken_json": _broken_json,
    "empty_body": _empty_body,
    "drop": _drop,
    "cut_short": _cut_short,
    "null_items": _null_items,
}
