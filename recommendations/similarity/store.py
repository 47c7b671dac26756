"""The items of a version in PostgreSQL, written once and read by whoever is served."""

from array import array
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from threading import Lock

from django.db.models import Q

from recommendations.models import SimilarItem

_BATCH = 1000
_MOST_LISTS = 5000  # kept in memory; about 2 KB each

# A version never changes once it is served, so that what was read of it stays true. None: the
# version does not know the item.
_memory: OrderedDict[tuple[int, str], "NeighbourList | None"] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class NeighbourList:
    """Item ``number`` and whom it speaks for: numbers and weights, strongest first."""

    number: int
    neighbours: array  # of int32
    weights: array  # of single-precision floats

    def pairs(self) -> list[tuple[int, float]]:
        """(neighbour, weight), strongest first."""
        return list(zip(self.neighbours, self.weights, strict=True))


@dataclass(frozen=True, slots=True)
class StoredItem:
    """What an item stands for, and how many listeners cared for it."""

    key: str
    listeners: int


def write(rows: Iterable[SimilarItem]) -> None:
    """Store the items of a version that nobody is served from yet; reads ``rows`` in batches."""
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        SimilarItem.objects.bulk_create(batch)


def lists_of(wanted: Mapping[int, Collection[str]]) -> dict[tuple[int, str], NeighbourList]:
    """The lists that these versions (version id to item keys) have of these items.

    At most one query, for what this process does not remember.
    """
    asked = [(version_id, key) for version_id, keys in wanted.items() for key in keys]
    found = _recall(asked)
    missing = [place for place in asked if place not in found]
    if missing:
        loaded = _load(missing)
        found |= {place: loaded.get(place) for place in missing}
        _remember(found)
    return {place: listed for place, listed in found.items() if listed is not None}


def items_of(places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], StoredItem]:
    """Items given as (version id, number), those that are still stored; one query."""
    numbers: dict[int, list[int]] = {}
    for version_id, number in places:
        numbers.setdefault(version_id, []).append(number)
    match = Q(pk__in=[])
    for version_id, own in numbers.items():
        match |= Q(version=version_id, number__in=own)
    rows = SimilarItem.objects.filter(match)
    return {
        (version_id, number): StoredItem(key, listeners)
        for version_id, number, key, listeners in rows.values_list(
            "version_id", "number", "key", "listeners"
        )
    }


def forget() -> None:
    """Drop what this process remembers of lists."""
    with _lock:
        _memory.clear()


def _recall(asked: Iterable[tuple[int, str]]) -> dict[tuple[int, str], NeighbourList | None]:
    with _lock:
        found = {place: _memory[place] for place in asked if place in _memory}
        for place in found:
            _memory.move_to_end(place)
        return found


def _remember(found: Mapping[tuple[int, str], NeighbourList | None]) -> None:
    with _lock:
        _memory.update(found)
        while len(_memory) > _MOST_LISTS:
            _memory.popitem(last=False)


def _load(places: Iterable[tuple[int, str]]) -> dict[tuple[int, str], NeighbourList]:
    keys: dict[int, list[str]] = {}
    for version_id, key in places:
        keys.setdefault(version_id, []).append(key)
    match = Q()
    for version_id, own in keys.items():
        match |= Q(version=version_id, key__in=own)
    rows = SimilarItem.objects.filter(match)
    columns = ("version_id", "key", "number", "neighbours", "weights")
    return {
        (version_id, key): NeighbourList(number, array("i", neighbours), array("f", weights))
        for version_id, key, number, neighbours, weights in rows.values_list(*columns)
    }
