"""Which export a file is, told from its first row."""

import csv
import itertools
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from analytics.history import formats
from analytics.history.errors import UnknownFormat
from analytics.history.json_stream import objects

_JSON = (
    ("master_metadata_track_name", formats.spotify_all_time),
    ("endTime", formats.spotify_year),
    ("listened_at", formats.listenbrainz),
)


def rows(stream: TextIO) -> tuple[Callable[[Any], formats.Event], Iterator[Any]]:
    """How a row is read, and the rows, one at a time. Raises UnknownFormat, BadFile."""
    beginning = stream.read(1).lstrip("\ufeff") or stream.read(1)
    stream.seek(0)
    if beginning in ("[", "{"):
        return _json_rows(objects(stream))
    return _csv_rows(stream)


def _json_rows(found: Iterator[Any]) -> tuple[Callable[[Any], formats.Event], Iterator[Any]]:
    first = next(found, None)
    for key, parse in _JSON:
        if isinstance(first, dict) and key in first:
            return parse, itertools.chain([first], found)
    raise UnknownFormat


def _csv_rows(stream: TextIO) -> tuple[Callable[[Any], formats.Event], Iterator[Any]]:
    lines = csv.reader(stream)
    first = next(lines, [])
    columns = [name.strip().lower().lstrip("\ufeff") for name in first]
    if {"uts", "artist", "track"} <= set(columns):
        return formats.lastfm_with_header, (
            dict(zip(columns, line, strict=False)) for line in lines
        )
    if len(first) == len(("artist", "album", "track", "when")):
        return formats.lastfm, itertools.chain([first], lines)
    raise UnknownFormat
