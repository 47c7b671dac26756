"""The catalogue, read once at start and never changed. Shipped: 3,290 tracks of 198 artists."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from spotify.standin.facts import SHIPPED, read_facts, tracks_from
from spotify.standin.records import ALBUM_KINDS, Album, Artist, Track
from spotify.standin.shelves import Shelf, album_shelf, artist_shelf, track_shelf


class Catalogue:
    """Looks records up by id and holds one searchable shelf for each kind."""

    def __init__(self, tracks: Iterable[Track]) -> None:
        tracks = list(tracks)
        self.tracks = {track.id: track for track in tracks}
        self.albums = {track.album.id: track.album for track in tracks}
        self.artists = {track.artist.id: track.artist for track in tracks}
        self._tracks_of_album: dict[str, list[Track]] = defaultdict(list)
        for track in tracks:
            self._tracks_of_album[track.album.id].append(track)
        self._albums_of_artist: dict[str, list[Album]] = defaultdict(list)
        for album in self.albums.values():
            self._albums_of_artist[album.artist.id].append(album)
        self.track_shelf: Shelf[Track] = track_shelf(tracks)
        self.album_shelf: Shelf[Album] = album_shelf(self.albums.values())
        self.artist_shelf: Shelf[Artist] = artist_shelf(self.artists.values(), self.albums.values())

    def tracks_of_album(self, album: Album) -> Sequence[Track]:
        """In the order of the album."""
        return self._tracks_of_album[album.id]

    def albums_of_artist(self, artist: Artist) -> list[Album]:
        """Albums before singles before compilations, the newest of each first."""
        newest_first = sorted(
            self._albums_of_artist[artist.id], key=lambda album: album.release_date, reverse=True
        )
        return sorted(newest_first, key=lambda album: ALBUM_KINDS.index(album.kind))

    def tracks_of_artist(self, artist: Artist) -> list[Track]:
        """The most popular first."""
        tracks = (
            t
            for album in self._albums_of_artist[artist.id]
            for t in self._tracks_of_album[album.id]
        )
        return sorted(tracks, key=lambda track: (-track.popularity, track.id))


@lru_cache(maxsize=1)
def load_catalogue(facts: Path = SHIPPED) -> Catalogue:
    """The catalogue of a facts file, which the servers of a process share."""
    return Catalogue(tracks_from(read_facts(facts)))
