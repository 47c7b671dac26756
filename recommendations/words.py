"""What a listener did and what they said outright, as one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from analytics.types import Feedback as Deeds
from analytics.types import RecentItem, RecentItems
from common.folding import fold
from recommendations import tracks
from recommendations.types import Verdicts

# Of many likes the latest speak: they share a history with what was played.
_MOST = 50
# How many events prove an item.
_EVIDENCE = 3


def with_words(done: Mapping[str, Deeds], said: Verdicts) -> Mapping[str, Deeds]:
    """Deeds by folded artist, each like added as one, each dislike as a skip."""
    together = dict(done)
    for name in said.likes.keys() | said.dislikes.keys():
        deeds = done.get(name, Deeds())
        together[name] = replace(
            deeds,
            likes=deeds.likes + said.likes.get(name, 0),
            skips=deeds.skips + said.dislikes.get(name, 0),
        )
    return together


def recent_with_words(recent: RecentItems, said: Verdicts) -> RecentItems:
    """The latest items, before them what was liked outright, without what was turned down.

    Tracks of hidden artists are turned down, too. Artists that came in one line are taken one by
    one where a known track tells who they are, which takes a query. A like that was only said
    comes without evidence, which are events.
    """
    hidden = said.hidden_names
    artists = _one_by_one(recent["artist"], _line_ups(recent["track"]))
    return {
        "track": [
            item
            for item in _joined(recent["track"], said.liked)
            if item.key not in said.rejected and hidden.isdisjoint(names_in(item.artist))
        ],
        "artist": [
            item for item in _joined(artists, said.names) if hidden.isdisjoint(names_in(item.key))
        ],
    }


def names_in(line: str) -> set[str]:
    """Whom a line of artists may name, folded: all of it, and what stands between its commas."""
    folded = fold(line)
    return {folded, *folded.split(", ")}


def _line_ups(recent: Sequence[RecentItem]) -> Mapping[str, Sequence[str]]:
    """The artists of the latest tracks that seem to have several, by the line of them."""
    shared = [item.key for item in recent if ", " in item.artist]
    return tracks.line_ups(shared) if shared else {}


def _one_by_one(
    artists: Iterable[RecentItem], line_ups: Mapping[str, Sequence[str]]
) -> list[RecentItem]:
    """The items of the single artists, by folded name, the latest first."""
    found: dict[str, RecentItem] = {}
    for item in artists:
        for name in line_ups.get(fold(item.key), [item.name]):
            own = replace(item, key=fold(name), name=name)
            found[own.key] = _both(found[own.key], own) if own.key in found else own
    return list(found.values())


def _both(one: RecentItem, other: RecentItem) -> RecentItem:
    """Two items as one. The events of the first, which is later, prove it first."""
    return replace(
        one,
        evidence=(*one.evidence, *other.evidence)[:_EVIDENCE],
        streams=one.streams + other.streams,
        likes=one.likes + other.likes,
        shares=one.shares + other.shares,
        early_skips=one.early_skips + other.early_skips,
    )


def _joined(items: Sequence[RecentItem], liked: Mapping[str, str]) -> list[RecentItem]:
    known = {item.key: item for item in items}
    spoken = [
        replace(known.get(key, RecentItem(key, name)), likes=1)
        for key, name in islice(liked.items(), _MOST)
    ]
    told = {item.key for item in spoken}
    return [*spoken, *(item for item in items if item.key not in told)]
