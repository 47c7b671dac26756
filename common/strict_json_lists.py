"""A JSON list whose elements are judged one by one, where ``strict_json`` refuses the whole."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from common import strict_json
from common.strict_json import MAX_DEPTH, BadNumber, BadValue, TooDeep

_SPACE = re.compile(r"[ \t\n\r]*")
# What tells where a value ends. A text that is never closed takes all the rest: otherwise each
# quote in it would be tried as the beginning of another.
_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class BadElement:
    """Stands for an element that is not taken; ``field`` is where in it, as far as that is told."""

    reason: BadValue
    field: str | None = None


def is_list(raw: bytes) -> bool:
    """Whether this is a list, if it is JSON at all."""
    return raw.lstrip(b" \t\n\r").startswith(b"[")


def elements(raw: bytes, most: int) -> list[Any]:
    """The first so many elements of a list; for what no body may be or hold, a BadElement.

    Raises ParseError where the text, as far as it was read, is no JSON.
    """
    text = strict_json.text_of(raw)
    try:
        return [_judged(element) for element in islice(_elements(text), most)]
    except json.JSONDecodeError as error:
        raise strict_json.no_json(error) from None


def _judged(element: Any) -> Any:
    if not isinstance(element, dict):
        reason = _reason(element, MAX_DEPTH)
        return element if reason is None else BadElement(reason)
    if reason := _reason(list(element), MAX_DEPTH):
        return BadElement(reason)  # the name of a field, which is not repeated
    for name, value in element.items():
        if reason := _reason(value, MAX_DEPTH - 1):
            return BadElement(reason, name)
    return element


def _reason(value: Any, most: int) -> BadValue | None:
    try:
        strict_json.check_depth(value, most)
        strict_json.check_texts(value)
    except BadValue as reason:
        return reason
    return next((part for part in strict_json.parts(value) if isinstance(part, BadValue)), None)


def _elements(text: str) -> Iterator[Any]:
    at = _past("[", text, _space(text, 0))
    if not text.startswith("]", at):
        element, at = _element(text, at)
        yield element
    while not text.startswith("]", at):
        element, at = _element(text, _past(",", text, at))
        yield element
    if _past("]", text, at) < len(text):
        raise json.JSONDecodeError("Extra data", text, at)


def _element(text: str, start: int) -> tuple[Any, int]:
    """The value there, and where the next thing begins."""
    try:
        value, end = _LENIENT.raw_decode(text, start)
    except RecursionError:
        value, end = TooDeep(), _end_of_nested(text, start)
    return value, _space(text, end)


def _end_of_nested(text: str, start: int) -> int:
    """Where the object or list ends that begins there, which is too deep to be read."""
    depth = 0
    for mark in _STRUCTURE.finditer(text, start):
        depth += (mark[0] in "[{") - (mark[0] in "]}")
        if depth == 0:
            return mark.end()
    raise json.JSONDecodeError("Unterminated", text, len(text))


def _past(mark: str, text: str, at: int) -> int:
    """Where the next thing after this mark begins."""
    if not text.startswith(mark, at):
        raise json.JSONDecodeError(f"Expecting {mark}", text, at)
    return _space(text, at + len(mark))


def _space(text: str, at: int) -> int:
    """Where white space that begins there, if any, ends."""
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]


def _number(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """``read`` for a decoder that reads on: what is no number is there as its BadNumber."""

    def number(text: str) -> Any:
        try:
            return read(text)
        except BadNumber as reason:
            return reason

    return number


_LENIENT = json.JSONDecoder(
    parse_constant=_number(strict_json.refuse_constant),
    parse_float=_number(strict_json.finite),
    parse_int=_number(strict_json.whole),
)
