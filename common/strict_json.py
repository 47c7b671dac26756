"""JSON that every later step can trust.

Refused: anything but UTF-8, numbers that are not finite (NaN, 1e999) or endless, nesting deeper
than MAX_DEPTH, and text that PostgreSQL cannot store (NUL, halves of a surrogate pair).
"""

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from django.utils.translation import gettext
from rest_framework.exceptions import ParseError

MAX_DEPTH = 20

# JSON can write both; PostgreSQL stores neither.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# They come escaped or not at all: neither a bare NUL is JSON, nor a bare half of a pair UTF-8.
_ESCAPED = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
# What json makes; a look at the type is quicker than isinstance, and bodies are all looked through.
_NESTING = frozenset({dict, list})


class BadValue(ParseError):
    """The text is JSON, with something in it that is not taken."""


class BadText(BadValue):
    """A text, or the name of a field, that cannot be stored."""


class BadNumber(BadValue):
    """What is no number in JSON, or is too large a one."""


class TooDeep(BadValue):
    """Objects and lists within each other, more than MAX_DEPTH."""

    def __init__(self) -> None:
        sentence = gettext("The body is nested deeper than %(most)d levels.")
        super().__init__(sentence % {"most": MAX_DEPTH})


def read(raw: bytes) -> Any:
    """The value of a JSON text. Raises ParseError, of which BadValue is said of what is JSON."""
    text = text_of(raw)
    try:
        value = _STRICT.decode(text)
    except RecursionError:
        raise TooDeep from None
    except json.JSONDecodeError as error:
        raise no_json(error) from None
    except ValueError:
        _refuse_size()  # as in ``whole``; an integer comes here without a call for each
    check_depth(value)
    if _ESCAPED.search(text):
        check_texts(value)
    return value


def text_of(raw: bytes) -> str:
    """The bytes as text. Raises ParseError."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise ParseError(gettext("The body is not UTF-8.")) from None


def no_json(error: json.JSONDecodeError) -> ParseError:
    """The error that tells a client where its text ceases to be JSON."""
    where = {"line": error.lineno, "column": error.colno}
    sentence = gettext("The body is not JSON: see line %(line)d, column %(column)d.")
    return ParseError(sentence % where)


def check_depth(value: Any, most: int = MAX_DEPTH) -> None:
    """Raise TooDeep for more than ``most`` objects and lists within each other."""
    layer = [value] if type(value) in _NESTING else []
    for _ in range(most + 1):
        if not layer:
            return
        layer = [child for item in layer for child in _inside(item) if type(child) in _NESTING]
    raise TooDeep


def check_texts(value: Any) -> None:
    """Raise BadText for one anywhere in the value, the names of fields included."""
    if any(isinstance(part, str) and _UNSTORABLE.search(part) for part in parts(value)):
        raise BadText(gettext("NUL and lone surrogates are not allowed."))


def parts(value: Any) -> Iterator[Any]:
    """The value and all that is in it, the names of fields included."""
    layer = [value]
    while layer:
        yield from layer
        layer = [child for item in layer for child in _children(item)]


def whole(text: str) -> int:
    """An integer of JSON's. Raises BadNumber."""
    try:
        return int(text)
    except ValueError:  # Python reads none of more than 4,300 digits
        _refuse_size()


def finite(text: str) -> float:
    """Another number of JSON's. Raises BadNumber."""
    number = float(text)
    if math.isinf(number):
        _refuse_size()
    return number


def refuse_constant(name: str) -> NoReturn:
    """Raise BadNumber for NaN or an infinity, which Python's json would read."""
    raise BadNumber(gettext("%(name)s is no number in JSON.") % {"name": name})


def _refuse_size() -> NoReturn:
    raise BadNumber(gettext("A number is too large."))


def _inside(value: Any) -> Any:
    return value.values() if type(value) is dict else value


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


_STRICT = json.JSONDecoder(parse_constant=refuse_constant, parse_float=finite)
