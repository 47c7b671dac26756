"""How request bodies are read."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

MAX_DEPTH = 20

# JSON can write both; PostgreSQL stores neither.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class StrictJSONParser(BaseParser):
    """JSON that every later step can trust.

    Refused with 400: anything but UTF-8, numbers that are not finite (NaN, 1e999), nesting deeper
    than MAX_DEPTH, and text that PostgreSQL cannot store (NUL, halves of a surrogate pair).
    """

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """Return the parsed body; raise ParseError with the reason."""
        raw = stream.body if hasattr(stream, "body") else stream.read()
        try:
            value = json.loads(
                raw.decode("utf-8"), parse_constant=_refuse_constant, parse_float=_finite
            )
        except UnicodeDecodeError:
            raise ParseError(gettext("The body is not UTF-8.")) from None
        except RecursionError:
            raise ParseError(gettext("The body is nested too deeply.")) from None
        except json.JSONDecodeError as error:
            where = {"line": error.lineno, "column": error.colno}
            sentence = gettext("The body is not JSON: see line %(line)d, column %(column)d.")
            raise ParseError(sentence % where) from None
        except ValueError:  # Python reads no integer of more than 4,300 digits
            raise ParseError(gettext("A number is too large.")) from None
        _check(value)
        return value


def _refuse_constant(name: str) -> None:
    raise ParseError(gettext("%(name)s is no number in JSON.") % {"name": name})


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ParseError(gettext("A number is too large."))
    return number


def _check(value: Any) -> None:
    """Raise ParseError for what JSON allows and this service does not."""
    layer = [value]
    for _ in range(MAX_DEPTH + 1):
        if any(_UNSTORABLE.search(text) for text in _strings(layer)):
            raise ParseError(gettext("NUL and lone surrogates are not allowed."))
        layer = [child for item in layer for child in _children(item)]
        if not layer:
            return
    raise ParseError(
        gettext("The body is nested deeper than %(most)d levels.") % {"most": MAX_DEPTH}
    )


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def _strings(values: list[Any]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str))
