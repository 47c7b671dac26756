"""What each listener told of each item: deeds and words as one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import attrgetter
from typing import Literal

from analytics import selectors as analytics
from analytics.types import Interaction
from common.folding import fold
from recommendations import tracks
from recommendations.learning.feedback import Signals
from recommendations.similarity.said import Word, said


@dataclass(frozen=True, slots=True)
class Told:
    """What one listener did with an item, a like that was said as one more; or turned down."""

    signals: Signals
    rejected: bool


_NOTHING = Told(Signals(), rejected=False)
_LIKED = Signals(likes=1)


def by_listener(kind: Literal["track", "artist"]) -> Iterator[tuple[int, Mapping[str, Told]]]:
    """(User id, item's key -> what they told), one listener after the other.

    Keys are ids of tracks, or folded names of artists: one by one where a known track tells who
    stands in one line. Private sessions are left out. Deeds and words are read side by side, so
    that memory holds those of one listener.
    """
    line_ups = tracks.line_ups() if kind == "artist" else {}
    told: tuple[Iterator[Interaction | Word], ...] = (analytics.interactions(kind), said(kind))
    by_user = attrgetter("user_id")
    for user_id, own in groupby(merge(*told, key=by_user), key=by_user):
        yield user_id, _by_item(own, kind, line_ups)


def _by_item(
    told: Iterable[Interaction | Word], kind: str, line_ups: Mapping[str, Iterable[str]]
) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for each in told:
        for key in [each.key] if kind == "track" else _artists(each.key, line_ups):
            found[key] = _and(found.get(key, _NOTHING), each)
    return found


def _and(told: Told, more: Interaction | Word) -> Told:
    if isinstance(more, Interaction):
        return Told(_together(told.signals, more), told.rejected)
    if more.liked:
        return Told(_together(told.signals, _LIKED), told.rejected)
    return Told(told.signals, rejected=True)


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
