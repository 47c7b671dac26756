"""Artists, albums and tracks as the JSON objects that Spotify answers with.

A full object belongs to apps with extended quota; a thin one, which new apps get, lacks
popularity, followers, an artist's genres, previews and markets. With ``market`` in the request,
Spotify answers ``is_playable`` in place of the list of markets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spotify.standin.markets import SOLD_IN
from spotify.standin.paging import Page
from spotify.standin.records import Album, Artist, Track

_OPEN = "https://open.spotify.com"
_IMAGE_SIZES = (640, 300, 64)
_TRACKS_IN_ALBUM = 50


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes records for one request: whether thin, for which market, with links to ``site``."""

    site: str
    thin: bool
    market: str | None = None

    def artist(self, artist: Artist) -> dict[str, Any]:
        """A whole artist."""
        written = self.artist_reference(artist)
        written["images"] = self._images(artist.id)
        if not self.thin:
            written["followers"] = {"href": None, "total": artist.followers}
            written["genres"] = list(artist.genres)
            written["popularity"] = artist.popularity
        return written

    def artist_reference(self, artist: Artist) -> dict[str, Any]:
        """An artist inside another object: name and links."""
        return {**self._links("artist", artist.id), "name": artist.name}

    def album(self, album: Album, tracks: Sequence[Track]) -> dict[str, Any]:
        """A whole album with the first page of its tracks."""
        written = self.album_reference(album)
        written["tracks"] = self.album_page(album, _TRACKS_IN_ALBUM, 0).of(tracks, self.album_track)
        written["copyrights"] = [{"text": f"{album.year} {album.artist.name}", "type": "P"}]
        written["external_ids"] = {"upc": album.upc}
        written["genres"] = []
        if not self.thin:
            written["label"] = album.artist.name
            written["popularity"] = album.popularity
        return written

    def album_page(self, album: Album, limit: int, offset: int) -> Page:
        """Where a page of an album's tracks lies."""
        parameters = {} if self.market is None else {"market": self.market}
        return Page(f"{self.site}/v1/albums/{album.id}/tracks", parameters, limit, offset)

    def album_reference(self, album: Album) -> dict[str, Any]:
        """An album in a list or inside a track: everything but its tracks."""
        return {
            **self._links("album", album.id),
            "album_type": album.kind,
            "artists": [self.artist_reference(album.artist)],
            "images": self._images(album.id),
            "name": album.name,
            "release_date": album.release_date,
            "release_date_precision": album.release_date_precision,
            "total_tracks": album.total_tracks,
            **self._availability(),
        }

    def artist_album(self, album: Album) -> dict[str, Any]:
        """An album in its artist's list."""
        written = self.album_reference(album)
        if not self.thin:
            written["album_group"] = album.kind
        return written

    def track(self, track: Track) -> dict[str, Any]:
        """A whole track with its album."""
        written = self.album_track(track)
        written["album"] = self.album_reference(track.album)
        written["external_ids"] = {"isrc": track.isrc}
        if not self.thin:
            written["popularity"] = track.popularity
        return written

    def album_track(self, track: Track) -> dict[str, Any]:
        """A track in its album's list: no album, no popularity, no codes."""
        written = {
            **self._links("track", track.id),
            "artists": [self.artist_reference(track.artist)],
            "disc_number": 1,
            "duration_ms": track.duration_ms,
            "explicit": track.explicit,
            "is_local": False,
            "name": track.title,
            "track_number": track.track_number,
            **self._availability(),
        }
        if not self.thin:
            written["preview_url"] = None
        return written

    def _links(self, kind: str, identifier: str) -> dict[str, Any]:
        return {
            "external_urls": {"spotify": f"{_OPEN}/{kind}/{identifier}"},
            "href": f"{self.site}/v1/{kind}s/{identifier}",
            "id": identifier,
            "type": kind,
            "uri": f"spotify:{kind}:{identifier}",
        }

    def _images(self, identifier: str) -> list[dict[str, Any]]:
        return [
            {"url": f"{self.site}/image/{identifier}/{size}.svg", "height": size, "width": size}
            for size in _IMAGE_SIZES
        ]

    def _availability(self) -> dict[str, Any]:
        if self.market is not None:
            return {"is_playable": True}
        return {} if self.thin else {"available_markets": list(SOLD_IN)}
