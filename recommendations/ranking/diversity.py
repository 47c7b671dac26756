"""A list that is not all the same.

The best tracks under the caps are taken first. Then, as maximal marginal relevance does (Carbonell
and Goldstein 1998), likeness is paid for with relevance: a listed track is exchanged for the next
best one that is less like the rest of the list, while that costs less than the knob allows. All
knobs walk the same way of exchanges and differ in how far, so that a list never becomes less
diverse when the knob is turned up.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from recommendations.types import Ranked

_SPARE = 60  # how many of those that were left over may come in


def diversify(
    ranked: Iterable[Ranked], *, count: int, per_artist: int, diversity: float = 0.0
) -> list[Ranked]:
    """At most ``count`` of the tracks, best first: ``per_artist`` of an artist, no song twice.

    ``ranked`` is sorted, best first. ``diversity`` is the share of a track's score, 0 to 1, that
    may be given up for one less like the rest.
    """
    chosen = _Chosen(per_artist)
    coming = (_Entry(item) for item in ranked)
    left = [entry for entry in _until_full(coming, chosen, count) if not chosen.take(entry)]
    if diversity > 0:
        _exchange(chosen, islice(chain(left, coming), _SPARE), diversity)
    return [entry.item for entry in sorted(chosen.entries, key=_best_first)]


def likeness(items: Iterable[Ranked]) -> int:
    """How many pairs share an artist, a reason or a decade, counted once for each."""
    counts = Counter(trait for item in items for trait in _traits(item))
    return sum(number * (number - 1) // 2 for number in counts.values())


class _Entry:
    """A track with what it is compared by, worked out once."""

    __slots__ = ("artists", "item", "score", "song", "traits")

    def __init__(self, item: Ranked) -> None:
        self.item = item
        self.score = item.score
        self.song = item.track.song
        self.artists = frozenset(_artists(item))
        self.traits = _traits(item)


class _Chosen:
    """A list in the making, with what its caps and its likeness depend on."""

    def __init__(self, per_artist: int) -> None:
        self.entries: list[_Entry] = []
        self._per_artist = per_artist
        self._songs: set[tuple[str, str]] = set()
        self._traits: Counter[str] = Counter()

    def take(self, entry: _Entry) -> bool:
        """Add the track if the caps let it in."""
        fits = entry.song not in self._songs and not self._full(entry)
        if fits:
            self._add(entry)
        return fits

    def exchange(self, leaving: _Entry, coming: _Entry) -> None:
        """Put one track in the place of another."""
        self.entries.remove(leaving)
        self._songs.discard(leaving.song)
        self._traits.subtract(leaving.traits)
        self._add(coming)

    def worst_first(self) -> list[tuple[_Entry, int]]:
        """Every track with its likeness to the others."""
        ordered = sorted(self.entries, key=_best_first, reverse=True)
        return [(entry, self._like(entry) - len(entry.traits)) for entry in ordered]

    def first_to_leave(self, coming: _Entry, listed: Iterable[tuple[_Entry, int]]) -> _Entry | None:
        """The first of ``listed`` that makes room under the caps and is more like the others than
        the one that comes would be.
        """
        full, taken, likeness_to_all = (
            self._full(coming),
            coming.song in self._songs,
            self._like(coming),
        )
        for entry, likeness in listed:
            if (
                full <= entry.artists
                and (not taken or entry.song == coming.song)
                and likeness_to_all - len(coming.traits & entry.traits) < likeness
            ):
                return entry
        return None

    def _add(self, entry: _Entry) -> None:
        self.entries.append(entry)
        self._songs.add(entry.song)
        self._traits.update(entry.traits)

    def _full(self, entry: _Entry) -> set[str]:
        """Those of the track's artists of whom there are enough."""
        return {artist for artist in entry.artists if self._traits[artist] >= self._per_artist}

    def _like(self, entry: _Entry) -> int:
        """How many listed tracks share something with this one, counted once for each thing."""
        return sum([self._traits[trait] for trait in entry.traits])


def _until_full(coming: Iterator[_Entry], chosen: _Chosen, count: int) -> Iterator[_Entry]:
    while len(chosen.entries) < count:
        entry = next(coming, None)
        if entry is None:
            return
        yield entry


def _exchange(chosen: _Chosen, spare: Iterable[_Entry], diversity: float) -> None:
    """Let each spare track in for the lowest one that is more like the rest than it is.

    Ends at the first exchange that costs too much: what is possible does not depend on the knob.
    """
    listed = chosen.worst_first()
    for newcomer in spare:
        if not listed or _costs_too_much(newcomer, listed[0][0], diversity):
            return
        leaving = chosen.first_to_leave(newcomer, listed)
        if leaving is not None:
            if _costs_too_much(newcomer, leaving, diversity):
                return
            chosen.exchange(leaving, newcomer)
            listed = chosen.worst_first()


def _costs_too_much(newcomer: _Entry, listed: _Entry, diversity: float) -> bool:
    return newcomer.score <= listed.score * (1 - diversity)


def _best_first(entry: _Entry) -> tuple[float, str]:
    return -entry.score, entry.item.track.id


def _traits(item: Ranked) -> frozenset[str]:
    """What others may share with the track, as texts: their hashes are worked out but once."""
    traits = _artists(item)
    traits.append(f"reason {item.reason.code} {item.reason.value}")
    if item.track.release_year is not None:
        traits.append(f"decade {item.track.release_year // 10}")
    return frozenset(traits)


def _artists(item: Ranked) -> list[str]:
    return [f"artist {name}" for name in item.track.folded_names]
