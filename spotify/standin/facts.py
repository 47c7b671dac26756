"""A facts file, and the records that are made from its lines.

Titles, artists, albums, genres and durations of the shipped file are facts from the Chinook sample
database (``data/LICENSE.md``). Ids are hashes of names (``identifiers``); everything else in a
record is invented (``invention``).
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spotify.standin import invention
from spotify.standin.genres import GENRES, moods_of
from spotify.standin.identifiers import album_identifier, artist_identifier, track_identifier
from spotify.standin.records import Album, Artist, Track

SHIPPED = Path(__file__).parent / "data" / "tracks.csv"
_LONGEST_SINGLE = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts: what is known of a track."""

    artist: str
    album: str
    title: str
    genre: str
    duration_ms: int


def read_facts(path: Path = SHIPPED) -> Iterator[Fact]:
    """The lines of the file; an album's tracks stand in the order of the album.

    Any file will do that has these columns and, as genres, words of ``genres.GENRES``.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Fact(
                row["artist"], row["album"], row["title"], row["genre"], int(row["duration_ms"])
            )


def tracks_from(facts: Iterable[Fact]) -> Iterator[Track]:
    """A track for every fact. Tracks of one artist or album share its record."""
    facts = list(facts)
    artists = _artists(facts)
    albums = _albums(facts, artists)
    number_on_album: Counter[str] = Counter()
    repeats: Counter[tuple[str, str]] = Counter()
    for number, fact in enumerate(facts, start=1):
        album = albums[fact.artist, fact.album]
        number_on_album[album.id] += 1
        repeats[album.id, fact.title] += 1
        yield _track(fact, album, number, number_on_album[album.id], repeats[album.id, fact.title])


def _track(fact: Fact, album: Album, number: int, track_number: int, repeat: int) -> Track:
    identifier = track_identifier(fact.artist, fact.album, fact.title, repeat)
    genres = GENRES[fact.genre]
    return Track(
        id=identifier,
        title=fact.title,
        artist=album.artist,
        album=album,
        genre_name=fact.genre,
        genres=genres,
        moods=moods_of(identifier, genres),
        duration_ms=fact.duration_ms,
        track_number=track_number,
        popularity=invention.track_popularity(identifier),
        explicit=invention.explicit(identifier),
        isrc=invention.isrc(number, str(album.year)),
    )


def _artists(facts: list[Fact]) -> dict[str, Artist]:
    tracks = Counter(fact.artist for fact in facts)
    genres: dict[str, dict[str, None]] = defaultdict(dict)
    for fact in facts:
        genres[fact.artist].update(dict.fromkeys(GENRES[fact.genre]))
    return {name: _artist(name, tuple(genres[name]), count) for name, count in tracks.items()}


def _artist(name: str, genres: tuple[str, ...], tracks: int) -> Artist:
    identifier = artist_identifier(name)
    popularity = invention.artist_popularity(identifier, tracks)
    return Artist(identifier, name, genres, popularity, invention.followers(identifier, popularity))


def _albums(facts: list[Fact], artists: dict[str, Artist]) -> dict[tuple[str, str], Album]:
    totals = Counter((fact.artist, fact.album) for fact in facts)
    return {
        (artist, name): _album(name, artists[artist], total)
        for (artist, name), total in totals.items()
    }


def _album(name: str, artist: Artist, total_tracks: int) -> Album:
    identifier = album_identifier(artist.name, name)
    date, precision = invention.release_date(identifier)
    return Album(
        id=identifier,
        name=name,
        artist=artist,
        kind=_kind(artist, total_tracks),
        total_tracks=total_tracks,
        release_date=date,
        release_date_precision=precision,
        popularity=invention.album_popularity(identifier, artist.popularity),
        upc=invention.upc(identifier),
    )


def _kind(artist: Artist, total_tracks: int) -> str:
    if artist.name == "Various Artists":
        return "compilation"
    return "single" if total_tracks <= _LONGEST_SINGLE else "album"
