"""Reading many JSON objects from one file, in memory bounded by the largest of them."""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from django.utils.translation import gettext

from analytics.history.errors import BadFile

_CHUNK = 64 * 1024
# No row of a known export is near this; what is larger is no list of rows.
_LARGEST = 1024 * 1024
_SPACE = " \t\r\n"
_BETWEEN = f"{_SPACE},[]\ufeff"
# How an answer of ListenBrainz's begins; so far it may be looked ahead.
_ANSWER = re.compile(r'\{\s*"payload"\s*:\s*\{')
_AHEAD = 256
_LIST, _LIST_END, _OBJECT_END = (re.compile(mark) for mark in (r"\[", r"\]", r"\}"))


def objects(stream: TextIO) -> Iterator[Any]:
    """Each value of a JSON array, or of values that merely follow each other (JSON lines).

    In place of an answer of ListenBrainz's come its listens. Raises BadFile where the text ends
    within a value, is no JSON or is nested too deeply.
    """
    text = _Text(stream)
    while text.passed(_BETWEEN):
        if text.took(_ANSWER):
            yield from _listens(text)
        else:
            yield text.value()


def _listens(text: "_Text") -> Iterator[Any]:
    """The elements of ``listens`` in the two objects whose beginning was taken, to their end."""
    inside = 2
    while inside:
        text.passed(f"{_SPACE},")
        if text.took(_OBJECT_END):
            inside -= 1
            continue
        name = text.value()
        text.passed(f"{_SPACE}:")
        if name == "listens" and text.took(_LIST):
            while text.passed(f"{_SPACE},") and not text.took(_LIST_END):
                yield text.value()
        else:
            text.value()


class _Text:
    """A text of which no more is held than has not been taken yet, and a piece."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._held, self._at, self._ended = "", 0, False
        self._decoder = json.JSONDecoder()

    def passed(self, marks: str) -> bool:
        """Pass by all of these that come next; whether anything follows."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in marks:
                self._at += 1
            if self._at < len(self._held) or not self._read_on():
                return self._at < len(self._held)

    def took(self, pattern: re.Pattern[str]) -> bool:
        """Take what comes next if it is like this."""
        while len(self._held) - self._at < _AHEAD and self._read_on():
            pass
        found = pattern.match(self._held, self._at)
        if found:
            self._at = found.end()
        return found is not None

    def value(self) -> Any:
        """Take the JSON value that comes next. Raises BadFile."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held, self._at)
            except RecursionError:
                raise BadFile(gettext("The file is nested too deeply.")) from None
            except ValueError:
                if self._ended or len(self._held) - self._at > _LARGEST:
                    raise BadFile(
                        gettext("The file is not the JSON that its beginning promises.")
                    ) from None
                self._read_on()
            else:
                # A number that ends here may go on.
                if end < len(self._held) or not self._read_on():
                    self._at = end
                    return value

    def _read_on(self) -> bool:
        """Hold one piece more; whether there was any."""
        piece = "" if self._ended else self._stream.read(_CHUNK)
        self._ended = not piece
        if piece:
            self._held, self._at = self._held[self._at :] + piece, 0
        return bool(piece)
