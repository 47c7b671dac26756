"""``/_standin/...``: faults, counts and tokens, for tests and operators. Nobody logs in here."""

import json
from typing import Any, ClassVar

from common.errors import InvalidInput
from spotify.standin.faults.order import read_order
from spotify.standin.groups import GROUPS
from spotify.standin.messages import Answer, Request, json_answer
from spotify.standin.standin import Standin


class ControlBodyInvalid(InvalidInput):
    """What was sent to a control address is not the JSON that it takes."""

    code: ClassVar[str] = "standin_control_invalid"


def health(standin: Standin, request: Request) -> Answer:
    """That it runs, as what, and over how much."""
    catalogue = standin.catalogue
    return json_answer(
        {
            "status": "ok",
            "profile": standin.profile.name,
            "tracks": len(catalogue.tracks),
            "albums": len(catalogue.albums),
            "artists": len(catalogue.artists),
        }
    )


def add_faults(standin: Standin, request: Request) -> Answer:
    """Place one order, or a list of them; answers with all orders still open."""
    orders = _read_json(request)
    faults = [
        read_order(_read_object(order), GROUPS)
        for order in (orders if isinstance(orders, list) else [orders])
    ]
    for fault in faults:
        standin.faults.add(fault)
    return json_answer({"faults": standin.faults.listing()}, 201)


def list_faults(standin: Standin, request: Request) -> Answer:
    """The orders still open."""
    return json_answer({"faults": standin.faults.listing()})


def clear_faults(standin: Standin, request: Request) -> Answer:
    """Nothing goes wrong any more."""
    standin.faults.clear()
    return Answer(204)


def show_calls(standin: Standin, request: Request) -> Answer:
    """How often what was called, and the latest requests."""
    return json_answer(standin.calls.summary())


def clear_calls(standin: Standin, request: Request) -> Answer:
    """Count from nothing."""
    standin.calls.clear()
    return Answer(204)


def set_token_lifetime(standin: Standin, request: Request) -> Answer:
    """``{"seconds": n}``: how long tokens handed out from now on live."""
    seconds = _read_object(_read_json(request)).get("seconds")
    if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds < 0:
        raise ControlBodyInvalid("seconds is a whole number from 0.")
    standin.tokens.set_lifetime(seconds)
    return json_answer({"seconds": seconds})


def expire_tokens(standin: Standin, request: Request) -> Answer:
    """Every token handed out so far counts as expired."""
    standin.tokens.expire_all()
    return Answer(204)


def _read_json(request: Request) -> Any:
    try:
        return json.loads(request.body)
    except ValueError:
        raise ControlBodyInvalid("The body is not JSON.") from None


def _read_object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ControlBodyInvalid("A JSON object is expected.")
    return value
