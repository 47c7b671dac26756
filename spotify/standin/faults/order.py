"""Reading an order for a fault, as it arrives over HTTP or from a test."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any, ClassVar

from common.errors import InvalidInput
from spotify.standin.faults.fault import Fault
from spotify.standin.faults.kinds import KINDS

_LONGEST_PAUSE = 600  # seconds
_NAMES = tuple(field.name for field in fields(Fault))


class FaultInvalid(InvalidInput):
    """The order for a fault cannot be understood."""

    code: ClassVar[str] = "standin_fault_invalid"


def read_order(order: Mapping[str, Any], groups: Collection[str]) -> Fault:
    """The fault that ``order`` describes; ``groups`` are the endpoint groups it may name.

    Raises ``FaultInvalid`` with a sentence that says what is wrong and what there is.
    """
    unknown = set(order) - set(_NAMES)
    if unknown:
        raise FaultInvalid(f"Unknown: {', '.join(sorted(unknown))}; there are {', '.join(_NAMES)}.")
    fault = Fault(**{"kind": None, **order})
    _refuse_other(fault.kind, KINDS, "kind")
    _refuse_other(fault.match, {"any", *groups}, "match")
    _refuse_numbers(fault)
    return fault


def _refuse_other(value: Any, known: Collection[str], name: str) -> None:
    if not isinstance(value, str) or value not in known:
        raise FaultInvalid(f"{name} is one of {', '.join(sorted(known))}.")


def _refuse_numbers(fault: Fault) -> None:
    if fault.times is not None and not (_is_whole(fault.times) and fault.times >= 1):
        raise FaultInvalid("times is a whole number from 1, or null for ever.")
    if fault.status is not None and not (_is_whole(fault.status) and 200 <= fault.status <= 599):
        raise FaultInvalid("status is an HTTP status from 200 to 599.")
    if not isinstance(fault.retry_after, int | str | None):
        raise FaultInvalid("retry_after is a whole number of seconds, or a text.")
    if fault.seconds is not None and not _is_pause(fault.seconds):
        raise FaultInvalid(f"seconds is a number from 0 to {_LONGEST_PAUSE}.")


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_pause(value: Any) -> bool:
    return isinstance(value, int | float) and 0 <= value <= _LONGEST_PAUSE
