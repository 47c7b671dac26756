"""How much each listener cares for each item, from what they did and what they said outright."""

from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from itertools import groupby
from operator import attrgetter
from typing import Literal

from analytics import selectors as analytics
from analytics.types import Interaction
from common.folding import fold
from recommendations import tracks
from recommendations.learning.feedback import Signals, count_of
from recommendations.similarity.said import Word, said

Told = Interaction | Word

_NOTHING = Signals()
_LIKED = Signals(likes=1)


def counts(kind: Literal["track", "artist"]) -> Iterator[tuple[int, str, float]]:
    """(User id, item's key, count in full listens), by listener; counts may be 0.

    Keys are ids of tracks, or folded names of artists: one by one where a known track tells who
    stands in one line. A like that was said counts as one that was sent as activity, and once
    where it was both. Of what a listener disliked or hid nothing is learned, however often it was
    played. Deeds and words are read side by side, so that memory holds those of one listener.
    """
    line_ups = tracks.line_ups() if kind == "artist" else {}
    told: tuple[Iterator[Told], ...] = (analytics.interactions(kind), said(kind))
    by_listener = attrgetter("user_id")
    for user_id, own in groupby(merge(*told, key=by_listener), key=by_listener):
        for key, signals in _signals(own, kind, line_ups).items():
            yield user_id, key, count_of(signals)


def _signals(
    told: Iterable[Told], kind: str, line_ups: Mapping[str, Iterable[str]]
) -> dict[str, Signals]:
    """What one listener's deeds and words come to, by item; what was turned down left out."""
    found: dict[str, Signals] = {}
    rejected = set()
    for each in told:
        for key in [each.key] if kind == "track" else _artists(each.key, line_ups):
            if isinstance(each, Interaction):
                found[key] = _together(found.get(key, _NOTHING), each)
            elif each.liked:
                found[key] = _together(found.get(key, _NOTHING), _LIKED)
            else:
                rejected.add(key)
    return {key: signals for key, signals in found.items() if key not in rejected}


def _artists(line: str, line_ups: Mapping[str, Iterable[str]]) -> list[str]:
    folded = fold(line)
    names = line_ups.get(folded)
    return [folded] if names is None else [fold(name) for name in names]


def _together(one: Signals, other: Signals | Interaction) -> Signals:
    return Signals(
        one.streams + other.streams,
        one.likes + other.likes,
        one.shares + other.shares,
        one.early_skips + other.early_skips,
    )
