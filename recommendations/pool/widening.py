"""Complementing a genre that has few candidates with those of the genres close to it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from recommendations.kinship import nearest_kin
from recommendations.pool.drawing import draw
from recommendations.pool.ensuring import ensure, existing
from recommendations.types import Candidate, Taste

# A genre with fewer candidates than a list has places is thin.
THIN = 20
_KIN = 3  # genres that help out one that is thin


def widen(
    tastes: Sequence[Taste], drawn: Iterable[Candidate], *, patience: float
) -> list[Candidate]:
    """Candidates of the nearest kin of those genres that are thin in ``drawn``.

    Each says for which genre it stands in. Waits up to ``patience`` seconds for pools of kin that
    are still cold; without patience only pools that are there help out, so that the hourly lists
    of everyone make no genre wanted that nobody named. A genre that is itself among the tastes
    helps nobody out.
    """
    sizes = Counter(candidate.taste for candidate in drawn)
    thin = [taste for taste in tastes if taste.kind == "genre" and sizes[taste] < THIN]
    helped: dict[Taste, str] = {}
    for taste in thin:
        for name in nearest_kin(taste.value, _KIN):
            helped.setdefault(Taste("genre", name), taste.value)
    kin = [taste for taste in helped if taste not in tastes]
    if not kin:
        return []
    found = draw(ensure(kin, patience=patience) if patience else existing(kin))
    return [replace(candidate, stands_for=helped[candidate.taste]) for candidate in found]
