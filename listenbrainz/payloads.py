"""What ListenBrainz tells, as far as we use it. Rows that lack a name are left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from listenbrainz.errors import Unreadable


@dataclass(frozen=True, slots=True)
class SimilarArtist:
    """An artist whom the same people play; ``score`` counts sessions and has no upper bound."""

    mbid: str
    name: str
    score: int


@dataclass(frozen=True, slots=True)
class SimilarTag:
    """A tag that is given together with another; ``count`` is how often."""

    tag: str
    count: int


def first_artist_mbid(answer: Any) -> str | None:
    """MusicBrainz's id of the first artist of a recording that was looked up; None if unknown.

    Raises Unreadable.
    """
    if not isinstance(answer, dict):
        raise Unreadable
    found = answer.get("artist_mbids")
    mbids = found if isinstance(found, list) else []
    return next((mbid for mbid in mbids if isinstance(mbid, str) and mbid), None)


def similar_artists(answer: Any) -> tuple[SimilarArtist, ...]:
    """Most similar first. Raises Unreadable."""
    found = [
        SimilarArtist(mbid, name, _count(row, "score"))
        for row in _rows(answer)
        if (mbid := _text(row, "artist_mbid")) and (name := _text(row, "name"))
    ]
    return tuple(sorted(found, key=lambda each: (-each.score, each.mbid)))


def similar_tags(answer: Any) -> tuple[SimilarTag, ...]:
    """Most often together first. Raises Unreadable."""
    found = [
        SimilarTag(tag, _count(row, "count"))
        for row in _rows(answer)
        if (tag := _text(row, "similar_tag"))
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.tag)))


def _rows(answer: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(answer, list):
        raise Unreadable
    return (row for row in answer if isinstance(row, dict))


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _count(row: dict[str, Any], key: str) -> int:
    value = row.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
