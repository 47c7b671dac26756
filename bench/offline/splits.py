"""What a model may see, and what it has to find.

No random generator is involved: a split follows the order of hashes of names, so that it is the
same on every machine, in every language and with every version of numpy.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from recommendations.learning.matrix import Interactions, gather

SETTINGS = ("weak", "strong")
MIN_ITEMS = 5  # a user with fewer distinct items is not tested
FRACTION = 5  # of a tested user's items, and in the strong setting of the users: one in five

Data = Interactions[str, str]


@dataclass(frozen=True, slots=True)
class Split:
    """One test: ``history`` and ``held_out`` have a row of counts for each test user."""

    train: Data
    history: csr_matrix
    held_out: csr_matrix


def load(path: Path) -> Data:
    """Read HetRec 2011's ``user_artists.dat``, or the folder that it lies in.

    A header, then user, artist, count by tabs.
    """
    file = path / "user_artists.dat" if path.is_dir() else path
    with file.open(encoding="utf-8") as lines:
        next(lines)
        cells = (line.split("\t") for line in lines)
        return gather((f"hetrec_u{u}", f"hetrec_a{i}", float(count)) for u, i, count in cells)


def split(data: Data, seed: int | str, setting: str) -> Split:
    """Hold out the first fifth of each eligible user's items, at least one.

    Weak: all eligible users are tested, and the rest of their items is trained on. Strong: the
    first fifth of the eligible users is tested; training sees nothing of them and everything of
    the others, and the rest of their items is the history to recommend from.
    """
    hidden, eligible = _hide(data, seed)
    rest, held_out = _select(data.counts, ~hidden), _select(data.counts, hidden)
    if setting == "weak":
        seen = replace(data, counts=rest)
        return Split(seen, rest[eligible], held_out[eligible])
    order = hash_order([data.users[row] for row in eligible], seed, "users")
    tested = sorted(eligible[place] for place in order[: max(1, len(eligible) // FRACTION)])
    trained = np.setdiff1d(np.arange(len(data.users)), tested)
    seen = Interactions(data.counts[trained], [data.users[row] for row in trained], data.items)
    return Split(seen, rest[tested], held_out[tested])


def validation(data: Data, seed: int, setting: str) -> Split:
    """The same made from the training part of ``split``: to tune on, with the test untouched."""
    return split(split(data, seed, setting).train, f"validation-{seed}", setting)


def hash_order(names: Sequence[str], *salt: int | str) -> list[int]:
    """Places of the names in the order of the 8-byte blake2b of ``salt|...|name``."""
    prefix = "|".join(map(str, salt))

    def digest(place: int) -> bytes:
        return hashlib.blake2b(f"{prefix}|{names[place]}".encode(), digest_size=8).digest()

    return sorted(range(len(names)), key=digest)


def _hide(data: Data, seed: int | str) -> tuple[np.ndarray, list[int]]:
    """Which stored entries are held out, and the rows of the users eligible for it."""
    counts = data.counts
    hidden, eligible = np.zeros(counts.nnz, bool), []
    for row, user in enumerate(data.users):
        start, end = counts.indptr[row : row + 2]
        if end - start >= MIN_ITEMS:
            eligible.append(row)
            own = [data.items[column] for column in counts.indices[start:end]]
            order = hash_order(own, seed, "items", user)
            hidden[start + np.asarray(order[: max(1, len(own) // FRACTION)])] = True
    return hidden, eligible


def _select(counts: csr_matrix, kept: np.ndarray) -> csr_matrix:
    entries = counts.tocoo()
    places = entries.row[kept], entries.col[kept]
    return csr_matrix((entries.data[kept], places), counts.shape)
