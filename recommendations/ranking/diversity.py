"""A list that is not all the same.

The best tracks under the caps are taken first. Then, as maximal marginal relevance does (Carbonell
and Goldstein 1998), likeness is paid for with relevance: a listed track is exchanged for the next
best one that is less like the rest of the list, while that costs less than the knob allows. All
knobs walk the same way of exchanges and differ in how far, so that a list never becomes less
diverse when the knob is turned up.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from recommendations.types import Ranked, TrackFacts

# What follows a title to tell versions apart: "(Live)", "[Remastered]", "- 2011 Remaster".
_VERSION = re.compile(r"\s*(\(.*|\[.*|\s-\s.*)$")
_SPARE = 60  # how many of those that were left over may come in


def diversify(
    ranked: Iterable[Ranked], *, count: int, per_artist: int, diversity: float = 0.0
) -> list[Ranked]:
    """At most ``count`` of the tracks, best first: ``per_artist`` of an artist, no song twice.

    ``ranked`` is sorted, best first. ``diversity`` is the share of a track's score, 0 to 1, that
    may be given up for one less like the rest.
    """
    chosen = _Chosen(per_artist)
    coming = iter(ranked)
    left = [item for item in _until_full(coming, chosen, count) if not chosen.take(item)]
    if diversity > 0:
        _exchange(chosen, islice(chain(left, coming), _SPARE), diversity)
    return sorted(chosen.items, key=lambda item: (-item.score, item.track.id))


def likeness(items: Iterable[Ranked]) -> int:
    """How many pairs share an artist, a reason or a decade, counted once for each."""
    counts = Counter(trait for item in items for trait in _traits(item))
    return sum(number * (number - 1) // 2 for number in counts.values())


def song_of(track: TrackFacts) -> tuple[str, str]:
    """What two versions of one song have in common: the bare title and the first artist."""
    title = track.name.casefold()
    first = track.artist_names[0].casefold() if track.artist_names else ""
    return _VERSION.sub("", title) or title, first


class _Chosen:
    """A list in the making, with what its caps and its likeness depend on."""

    def __init__(self, per_artist: int) -> None:
        self.items: list[Ranked] = []
        self._per_artist = per_artist
        self._songs: set[tuple[str, str]] = set()
        self._traits: Counter[tuple[str, object]] = Counter()

    def take(self, item: Ranked) -> bool:
        """Add the track if the caps let it in."""
        fits = self._fits(item)
        if fits:
            self.items.append(item)
            self._songs.add(song_of(item.track))
            self._traits.update(_traits(item))
        return fits

    def drop(self, item: Ranked) -> None:
        """Take the track out again."""
        self.items.remove(item)
        self._songs.discard(song_of(item.track))
        self._traits.subtract(_traits(item))

    def like(self, item: Ranked) -> int:
        """How many listed tracks share something with this one, counted once for each thing."""
        return sum(self._traits[trait] for trait in _traits(item))

    def _fits(self, item: Ranked) -> bool:
        names = {name.casefold() for name in item.track.artist_names}
        return song_of(item.track) not in self._songs and all(
            self._traits["artist", name] < self._per_artist for name in names
        )


def _until_full(coming: Iterator[Ranked], chosen: _Chosen, count: int) -> Iterator[Ranked]:
    while len(chosen.items) < count:
        item = next(coming, None)
        if item is None:
            return
        yield item


def _exchange(chosen: _Chosen, spare: Iterable[Ranked], diversity: float) -> None:
    """Let each spare track in for the lowest one that is more like the rest than it is.

    Ends at the first exchange that costs too much: what is possible does not depend on the knob.
    """
    for newcomer in spare:
        for listed in sorted(chosen.items, key=lambda item: (item.score, item.track.id)):
            chosen.drop(listed)
            better = chosen.like(newcomer) < chosen.like(listed)
            if not better or not chosen.take(newcomer):
                chosen.take(listed)
                continue
            if newcomer.score <= listed.score * (1 - diversity):
                chosen.drop(newcomer)
                chosen.take(listed)
                return
            break


def _traits(item: Ranked) -> set[tuple[str, object]]:
    traits: set[tuple[str, object]] = {
        ("artist", name.casefold()) for name in item.track.artist_names
    }
    traits.add(("reason", item.reason))
    if item.track.release_year is not None:
        traits.add(("decade", item.track.release_year // 10))
    return traits
