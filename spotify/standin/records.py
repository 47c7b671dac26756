"""What the catalogue holds: artists, albums and tracks."""

from dataclasses import dataclass

ALBUM_KINDS = ("album", "single", "compilation")


@dataclass(frozen=True, slots=True)
class Artist:
    """An artist with the genres of all their tracks; popularity is 0-100."""

    id: str
    name: str
    genres: tuple[str, ...]
    popularity: int
    followers: int


@dataclass(frozen=True, slots=True)
class Album:
    """An album; ``kind`` is one of ``ALBUM_KINDS``."""

    id: str
    name: str
    artist: Artist
    kind: str
    total_tracks: int
    release_date: str
    release_date_precision: str
    popularity: int
    upc: str

    @property
    def year(self) -> int:
        """The year of release."""
        return int(self.release_date[:4])


@dataclass(frozen=True, slots=True)
class Track:
    """A track; ``genre_name`` is the word of the source, ``genres`` are Spotify-like words."""

    id: str
    title: str
    artist: Artist
    album: Album
    genre_name: str
    genres: tuple[str, ...]
    moods: tuple[str, ...]
    duration_ms: int
    track_number: int
    popularity: int
    explicit: bool
    isrc: str
