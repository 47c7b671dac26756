"""How the stand-in recommends: tracks that share a genre, mood or artist with the seeds.

Each seed has a pool of tracks. ``min_`` and ``max_`` attributes filter the pools, ``target_``
attributes order them by distance (the sum over attributes, each scaled by its range); ties fall
by a hash, so other seeds give another order and the same seeds always the same. The answer takes
one track from each pool in turns.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from spotify.genre_seeds import GENRE_SEEDS
from spotify.standin.catalogue import Catalogue
from spotify.standin.genres import genre_key
from spotify.standin.invention import ATTRIBUTE_RANGES, attribute, share
from spotify.standin.messages import Refused
from spotify.standin.parameters import read_number, refuse_malformed
from spotify.standin.query import Term
from spotify.standin.records import Track

_MOST_SEEDS = 5
_RANGES = {**ATTRIBUTE_RANGES, "popularity": (0.0, 100.0), "duration_ms": (0.0, 600_000.0)}


@dataclass(frozen=True, slots=True)
class Seed:
    """``kind`` is genre, artist or track; ``value`` a genre word or an id."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class SeedPool:
    """What a seed offers: tracks in the order of preference, and how many before filtering."""

    seed: Seed
    initial_size: int
    tracks: list[Track]


@dataclass(frozen=True, slots=True)
class Tuning:
    """Bounds and targets by attribute name."""

    least: dict[str, float]
    most: dict[str, float]
    target: dict[str, float]

    def allows(self, track: Track) -> bool:
        """Whether the track keeps within all bounds."""
        return all(_value(track, name) >= bound for name, bound in self.least.items()) and all(
            _value(track, name) <= bound for name, bound in self.most.items()
        )

    def distance(self, track: Track) -> float:
        """0 on target; 1 for each attribute that is a whole range away."""
        return sum(
            abs(_value(track, name) - target) / (_RANGES[name][1] - _RANGES[name][0])
            for name, target in self.target.items()
        )


def read_seeds(parameters: Mapping[str, str]) -> list[Seed]:
    """One to five seeds over the three lists; more, none or a malformed one is refused."""
    seeds = [
        Seed(kind, value.strip())
        for kind in ("artist", "genre", "track")
        for value in parameters.get(f"seed_{kind}s", "").split(",")
        if value.strip()
    ]
    if not 1 <= len(seeds) <= _MOST_SEEDS:
        raise Refused(400, "Invalid request")
    for seed in seeds:
        _refuse_malformed_seed(seed)
    return seeds


def read_tuning(parameters: Mapping[str, str]) -> Tuning:
    """The ``min_``, ``max_`` and ``target_`` parameters; unknown attributes are ignored."""
    least, most, target = (
        {
            name: read_number(parameters, f"{bound}_{name}")
            for name in _RANGES
            if f"{bound}_{name}" in parameters
        }
        for bound in ("min", "max", "target")
    )
    return Tuning(least, most, target)


def recommend(
    catalogue: Catalogue, seeds: list[Seed], tuning: Tuning, limit: int
) -> tuple[list[SeedPool], list[Track]]:
    """The pool of each seed, and up to ``limit`` tracks, none twice and no seed among them."""
    salt = " ".join(sorted(f"{seed.kind}:{seed.value}" for seed in seeds))
    pools = [_pool(catalogue, seed, tuning, salt) for seed in seeds]
    dealt = chain.from_iterable(zip_longest(*(pool.tracks for pool in pools)))
    unique = {track.id: track for track in dealt if track is not None}
    for seed in seeds:
        unique.pop(seed.value, None)
    return pools, list(islice(unique.values(), limit))


def _refuse_malformed_seed(seed: Seed) -> None:
    if seed.kind != "genre":
        refuse_malformed(seed.value)
    elif seed.value not in GENRE_SEEDS:
        raise Refused(400, "Invalid request")


def _pool(catalogue: Catalogue, seed: Seed, tuning: Tuning, salt: str) -> SeedPool:
    kin = {track.id: track for track in _kin(catalogue, seed)}
    allowed = [track for track in kin.values() if tuning.allows(track)]
    allowed.sort(key=lambda track: (tuning.distance(track), share(track.id, salt)))
    return SeedPool(seed, len(kin), allowed)


def _kin(catalogue: Catalogue, seed: Seed) -> Iterable[Track]:
    """Tracks that have to do with the seed; none for an id that nobody has."""
    if seed.kind == "genre":
        return _of_genre(catalogue, seed.value)
    if seed.kind == "track":
        track = catalogue.tracks.get(seed.value)
        return [] if track is None else _of_genres(catalogue, track.genres)
    artist = catalogue.artists.get(seed.value)
    if artist is None:
        return []
    return chain(catalogue.tracks_of_artist(artist), _of_genres(catalogue, artist.genres))


def _of_genres(catalogue: Catalogue, genres: Iterable[str]) -> Iterable[Track]:
    return chain.from_iterable(_of_genre(catalogue, genre) for genre in genres)


def _of_genre(catalogue: Catalogue, word: str) -> Iterable[Track]:
    """By genre and by mood: the seeds mix the two."""
    return chain.from_iterable(
        catalogue.track_shelf.find([Term(field, genre_key(word))]) for field in ("genre", "mood")
    )


def _value(track: Track, name: str) -> float:
    if name == "popularity":
        return track.popularity
    if name == "duration_ms":
        return track.duration_ms
    return attribute(track.id, name)
