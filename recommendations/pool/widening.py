"""Complementing a genre that has few candidates with those of the genres close to it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from recommendations.kinship import nearest_kin
from recommendations.models import TastePool
from recommendations.pool.drawing import draw
from recommendations.types import Candidate, Taste

# A genre with fewer candidates than a list has places is thin.
THIN = 20
_KIN = 3  # genres that help out one that is thin

Find = Callable[[Sequence[Taste]], Mapping[Taste, TastePool]]


def widen(tastes: Sequence[Taste], drawn: Iterable[Candidate], find: Find) -> list[Candidate]:
    """Candidates of the nearest kin of those genres that are thin in ``drawn``.

    Each says for which genre it stands in. ``find`` gives the pools of the kin that it is asked
    for; unless a reader waits for it, only pools that are there should help out, so that the
    hourly lists of everyone make no genre wanted that nobody named. A genre that is itself among
    the tastes helps nobody out.
    """
    sizes = Counter(candidate.taste for candidate in drawn)
    helped: dict[Taste, str] = {}
    for taste in _genres(tastes):
        if sizes[taste] < THIN:
            for near in _nearest(taste):
                helped.setdefault(near, taste.value)
    wanted = [taste for taste in helped if taste not in tastes]
    found = draw(find(wanted)) if wanted else []
    return [replace(candidate, stands_for=helped[candidate.taste]) for candidate in found]


def kin(tastes: Iterable[Taste]) -> set[Taste]:
    """Whatever ``widen`` might ask for, if every genre among the tastes were thin."""
    return {near for taste in _genres(tastes) for near in _nearest(taste)}


def _genres(tastes: Iterable[Taste]) -> Iterator[Taste]:
    return (taste for taste in tastes if taste.kind == "genre")


def _nearest(genre: Taste) -> list[Taste]:
    return [Taste("genre", name) for name in nearest_kin(genre.value, _KIN)]
