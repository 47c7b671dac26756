"""Reading many JSON objects from one file, in memory bounded by the largest of them."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from django.utils.translation import gettext

from analytics.history.errors import BadFile

_CHUNK = 64 * 1024
# No row of a known export is near this; what is larger is no list of rows.
_LARGEST = 1024 * 1024
_BETWEEN = " \t\r\n,[]\ufeff"


def objects(stream: TextIO) -> Iterator[Any]:
    """Each value of a JSON array, or of values that merely follow each other (JSON lines).

    Raises BadFile where the text ends within a value, or is no JSON.
    """
    decoder = json.JSONDecoder()
    text, start, at_end = "", 0, False
    while True:
        start = _skip(text, start)
        try:
            value, start = decoder.raw_decode(text, start)
        except ValueError:
            if at_end and start >= len(text):
                return
            if at_end or len(text) - start > _LARGEST:
                raise BadFile(
                    gettext("The file is not the JSON that its beginning promises.")
                ) from None
            chunk = stream.read(_CHUNK)
            text, start, at_end = text[start:] + chunk, 0, not chunk
        else:
            yield value


def _skip(text: str, start: int) -> int:
    while start < len(text) and text[start] in _BETWEEN:
        start += 1
    return start
