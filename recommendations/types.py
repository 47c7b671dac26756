"""The words of this app as plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

from common.folding import fold
from recommendations.songs import song_of

Kind = Literal["genre", "artist", "mood", "everyone", "similar", "similar_artist", "own_artist"]

DEFAULT_COUNT = 20
MAX_COUNT = 50


@dataclass(frozen=True, slots=True)
class Taste:
    """Something to like. ``value`` is folded, so that equal tastes share a pool.

    What goes with what a listener played is of the kind ``similar`` or ``similar_artist``, and more
    of an artist whom they like is ``own_artist``: these have no pools and are found anew for each
    list.
    """

    kind: Kind
    value: str = ""

    @classmethod
    def of(cls, kind: Kind, words: str) -> "Taste":
        """Fold what a person wrote: case, accents' encoding, hyphens and runs of space.

        A Spotify id stays as it is, since its case matters.
        """
        if kind == "artist" and is_spotify_id(words):
            return cls(kind, words)
        text = fold(words)
        if kind != "artist":
            text = fold(text.replace("-", " ").replace("_", " "))
        return cls(kind, text[:100])


EVERYONE = Taste("everyone")


def is_spotify_id(words: str) -> bool:
    """Whether this has the form of a Spotify id: 22 characters of base 62."""
    return len(words) == 22 and words.isascii() and words.isalnum()


@dataclass(frozen=True)
class TrackFacts:
    """What is known of a track. None means nobody knows.

    ``reception`` says how much better, up to 1, or worse, down to -1, than the average track
    listeners here took it.

    What is derived is worked out at its first use and kept, since a track that a pool holds in
    memory is ranked again and again.
    """

    id: str
    name: str
    artist_ids: tuple[str, ...]
    artist_names: tuple[str, ...]
    spotify_url: str
    album_name: str = ""
    album_art_url: str | None = None
    preview_url: str | None = None
    duration_ms: int | None = None
    popularity: int | None = None
    explicit: bool | None = None
    release_year: int | None = None
    reception: float | None = None
    expires_at: datetime | None = None

    @cached_property
    def artist_name(self) -> str:
        """All artists in one line, as people write it."""
        return ", ".join(self.artist_names)

    @cached_property
    def folded_names(self) -> tuple[str, ...]:
        """The artists' names, folded."""
        return tuple(map(fold, self.artist_names))

    @cached_property
    def spoken_names(self) -> tuple[str, ...]:
        """As what activity may name the artists: one by one or all in one line, folded, and
        casefolded as it keeps them where that is another text.
        """
        names = (*self.artist_names, self.artist_name)
        return tuple(dict.fromkeys((*map(fold, names), *(name.casefold() for name in names))))

    @cached_property
    def artist_keys(self) -> frozenset[str]:
        """Ids and folded names of the artists."""
        return frozenset((*self.artist_ids, *self.folded_names))

    @cached_property
    def song(self) -> tuple[str, str]:
        """Equal for all versions of one song."""
        return song_of(self.name, self.folded_names[0] if self.artist_names else "")

    def name_of(self, key: str) -> str:
        """The artist of this id or folded name as the track writes it; else all of them."""
        folded = fold(key)
        for place, name in enumerate(self.artist_names):
            if folded == self.folded_names[place] or key in self.artist_ids[place : place + 1]:
                return name
        return self.artist_name


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a track was chosen: a stable code and the value that it speaks of.

    ``close_to`` is what the listener likes, where the value is only close to it. ``evidence`` are
    ids of the listener's own events that caused the choice.
    """

    code: str
    value: str = ""
    close_to: str = ""
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A track that a taste's pool offers; ``rank`` 0 is the pool's best.

    ``stands_for`` is the genre or artist that a listener likes where this is only close to it.
    What the listener's own doings led to brings its reason as ``cause``, and as ``support`` how
    much they say, from 0 to 1.
    """

    track: TrackFacts
    taste: Taste
    rank: int
    source: str
    stands_for: str = ""
    cause: Reason | None = None
    support: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A chosen track. ``score`` lies between 0 and 1 and falls along the list."""

    track: TrackFacts
    score: float
    reason: Reason
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefreshRequest:
    """What a refresh should do: how long a list, and seeds in place of the user's tastes."""

    depth: int = MAX_COUNT
    seeds: tuple[Taste, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Wish:
    """What one read asks for: a list of its own, which is not kept.

    ``tastes`` stand in place of the user's, ``discovery`` in place of the preference;
    ``exclude`` are track ids.
    """

    tastes: tuple[Taste, ...] = ()
    discovery: float | None = None
    exclude: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """What feedback speaks of: a track by its id, or an artist by id or folded name.

    ``name`` is the artist's as the listener wrote it, "" where only the id is known.
    """

    subject: Literal["track", "artist"]
    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a listener's feedback comes to.

    ``liked`` maps track ids to names, the latest first, those of hidden artists left out;
    ``rejected`` are track ids, ``hidden_artists`` the ids and folded names that were said, and
    ``hidden_names`` the folded names of all of those, as far as they are known. ``likes`` and
    ``dislikes`` count the tracks by folded artist name; ``names`` says how the liked ones are
    written.
    """

    liked: Mapping[str, str] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    hidden_artists: frozenset[str] = frozenset()
    hidden_names: frozenset[str] = frozenset()
    likes: Mapping[str, int] = field(default_factory=dict)
    dislikes: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def unique(tastes: Iterable[Taste]) -> tuple[Taste, ...]:
    """The tastes without repeats, in order; empty values left out."""
    return tuple(dict.fromkeys(t for t in tastes if t.value or t.kind == "everyone"))
