"""Which export a file is, told from its first row."""

import csv
import itertools
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from analytics.history import formats
from analytics.history.errors import BadFile, UnknownFormat
from analytics.history.json_stream import objects

_JSON = (
    ("master_metadata_track_name", formats.spotify_all_time),
    ("endTime", formats.spotify_year),
    ("listened_at", formats.listenbrainz),
)
Rows = tuple[Callable[[Any], formats.Event], Iterator[Any]]

_MARK = "\ufeff"
_PIECE = 1024
# What a file can do to those who read it: a cell without end, bytes that are no UTF-8.
_BREAKS = (csv.Error, UnicodeDecodeError)


def rows(stream: TextIO) -> Rows:
    """How a row is read, and the rows, one at a time. Raises UnknownFormat.

    Where the file breaks, at its beginning or between two rows, BadFile is raised.
    """
    try:
        is_json = _first_sign(stream) in ("[", "{")
        parse, found = _json_rows(objects(stream)) if is_json else _csv_rows(stream)
    except _BREAKS as error:
        raise _broken(error) from None
    return parse, _unbroken(found)


def _first_sign(stream: TextIO) -> str:
    """The first sign that is no space. The stream is back at its beginning, after the mark there.

    The mark is for the order of bytes, which editors on Windows write in UTF-8, too.
    """
    sign, marked = "", False
    while not sign and (piece := stream.read(_PIECE)):
        marked = marked or piece.startswith(_MARK)
        sign = piece.lstrip(f"{_MARK} \t\r\n")[:1]
    stream.seek(0)
    if marked:
        stream.read(len(_MARK))
    return sign


def _unbroken(found: Iterator[Any]) -> Iterator[Any]:
    try:
        yield from found
    except _BREAKS as error:
        raise _broken(error) from None


def _broken(error: Exception) -> BadFile:
    return BadFile(f"The file cannot be read on: {error}")


def _json_rows(found: Iterator[Any]) -> Rows:
    first = next(found, None)
    for key, parse in _JSON:
        if isinstance(first, dict) and key in first:
            return parse, itertools.chain([first], found)
    raise UnknownFormat


def _csv_rows(stream: TextIO) -> Rows:
    lines = (line for line in csv.reader(stream) if any(map(str.strip, line)))
    first = next(lines, [])
    columns = [name.strip().lower() for name in first]
    if {"uts", "artist", "track"} <= set(columns):
        return formats.lastfm_with_header, (
            dict(zip(columns, line, strict=False)) for line in lines
        )
    if len(first) == len(("artist", "album", "track", "when")):
        return formats.lastfm, itertools.chain([first], lines)
    raise UnknownFormat
