"""What Spotify tells about music, as far as we use it.

Which fields come depends on the kind of app: a new one gets no popularity, no preview and no
genres. Only id and name are certain; an item without them raises ``IncompleteItem``, or is left
out of the list that it came in. Every item has a ``spotify_url``, because Spotify's terms ask
for a link back wherever it is shown.
"""

from dataclasses import dataclass
from typing import Any, Self

from spotify import fields


@dataclass(frozen=True, slots=True)
class Artist:
    """An artist; inside a track or an album only id, name and link are known."""

    id: str
    name: str
    spotify_url: str
    genres: tuple[str, ...] = ()
    popularity: int | None = None
    image_url: str | None = None

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Self:
        """Read Spotify's full or simplified artist object."""
        artist_id = fields.required_text(data, "id")
        return cls(
            id=artist_id,
            name=fields.required_text(data, "name"),
            spotify_url=_link(data, "artist", artist_id),
            genres=fields.texts(data, "genres"),
            popularity=fields.number(data, "popularity"),
            image_url=_first_image(data),
        )


@dataclass(frozen=True, slots=True)
class Album:
    """An album or a single."""

    id: str
    name: str
    spotify_url: str
    artists: tuple[Artist, ...] = ()
    art_url: str | None = None
    release_year: int | None = None
    total_tracks: int | None = None

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Self:
        """Read Spotify's full or simplified album object."""
        album_id = fields.required_text(data, "id")
        return cls(
            id=album_id,
            name=fields.required_text(data, "name"),
            spotify_url=_link(data, "album", album_id),
            artists=fields.items(data, "artists", Artist.parse),
            art_url=_first_image(data),
            release_year=_year(data),
            total_tracks=fields.number(data, "total_tracks"),
        )


@dataclass(frozen=True, slots=True)
class Track:
    """A track; ``popularity`` is 0-100, ``album`` is None for a simplified one."""

    id: str
    name: str
    spotify_url: str
    artists: tuple[Artist, ...] = ()
    album: Album | None = None
    duration_ms: int | None = None
    explicit: bool = False
    popularity: int | None = None
    preview_url: str | None = None

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Self:
        """Read Spotify's full or simplified track object."""
        track_id = fields.required_text(data, "id")
        return cls(
            id=track_id,
            name=fields.required_text(data, "name"),
            spotify_url=_link(data, "track", track_id),
            artists=fields.items(data, "artists", Artist.parse),
            album=fields.optional_item(data, "album", Album.parse),
            duration_ms=fields.number(data, "duration_ms"),
            explicit=data.get("explicit") is True,
            popularity=fields.number(data, "popularity"),
            preview_url=fields.text(data, "preview_url"),
        )

    @property
    def artist_name(self) -> str:
        """The first artist's name; empty if none is given."""
        return self.artists[0].name if self.artists else ""

    @property
    def album_name(self) -> str:
        """The album's name; empty if it is not known."""
        return self.album.name if self.album is not None else ""

    @property
    def art_url(self) -> str | None:
        """The address of the album's cover."""
        return self.album.art_url if self.album is not None else None

    @property
    def release_year(self) -> int | None:
        """The year in which the album came out."""
        return self.album.release_year if self.album is not None else None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results, per type asked for.

    ``total`` is what Spotify says it found over all types. Only its being 0 can be relied on:
    nothing matches.
    """

    tracks: tuple[Track, ...] = ()
    artists: tuple[Artist, ...] = ()
    albums: tuple[Album, ...] = ()
    total: int = 0

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Self:
        """Read the answer of a search."""
        tracks, artists, albums = (
            fields.mapping(data, kind) for kind in ("tracks", "artists", "albums")
        )
        totals = (fields.number(page, "total") for page in (tracks, artists, albums))
        return cls(
            tracks=fields.items(tracks, "items", Track.parse),
            artists=fields.items(artists, "items", Artist.parse),
            albums=fields.items(albums, "items", Album.parse),
            total=sum(total or 0 for total in totals),
        )


def _link(data: dict[str, Any], kind: str, item_id: str) -> str:
    given = fields.text(fields.mapping(data, "external_urls"), "spotify")
    return given or f"https://open.spotify.com/{kind}/{item_id}"


def _first_image(data: dict[str, Any]) -> str | None:
    """The address of the first image, which is the largest."""
    first = next(fields.objects(data, "images"), {})
    return fields.text(first, "url")


def _year(data: dict[str, Any]) -> int | None:
    """The year of a date that may be as short as "1999"; "0000" stands for unknown."""
    digits = (fields.text(data, "release_date") or "")[:4]
    return int(digits) or None if len(digits) == 4 and digits.isdecimal() else None
