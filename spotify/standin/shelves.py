"""Searchable shelves: the records of one kind, ranked, with an index from words to records."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from spotify.standin.genres import genre_key
from spotify.standin.query import Term
from spotify.standin.records import Album, Artist, Track
from spotify.standin.wording import words

Record = TypeVar("Record", Artist, Album, Track)

_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")
_NEW_SHARE, _HIPSTER_SHARE = 20, 10  # one album in twenty is new, one in ten little known


class Shelf(Generic[Record]):
    """Records in a fixed order, the most popular first, found by the terms of a query."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records: Sequence[Record] = sorted(records, key=lambda r: (-r.popularity, r.id))
        self._ranks: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._texts: dict[tuple[str, int], str] = {}
        self._word_fields: set[str] = set()

    def index_words(self, field: str, rank: int, *texts: str) -> None:
        """File the record at ``rank`` under each word of ``texts``."""
        cut = [words(text) for text in texts]
        self._word_fields.add(field)
        self._texts[field, rank] = " | ".join(f" {' '.join(part)} " for part in cut)
        for word in {word for part in cut for word in part}:
            self._ranks[field, word].add(rank)

    def index_value(self, field: str, rank: int, value: str) -> None:
        """File the record at ``rank`` under one whole value, such as a genre or a code."""
        self._ranks[field, _key(field, value)].add(rank)

    def find(self, terms: Sequence[Term]) -> list[Record]:
        """The records for which every term holds, in the shelf's order.

        A field that this kind of record does not have (``isrc:`` of an artist) holds for none.
        """
        found: set[int] | None = None
        for term in terms:
            ranks = self._matching(term)
            if ranks is not None:
                found = ranks if found is None else found & ranks
        return [self.records[rank] for rank in sorted(found or ())]

    def _matching(self, term: Term) -> set[int] | None:
        if term.field in self._word_fields:
            return self._with_words(term)
        if term.field == "year":
            return self._in_years(term.value)
        return self._ranks.get((term.field, _key(term.field, term.value)), set())

    def _with_words(self, term: Term) -> set[int] | None:
        """``None`` for a term without a word, such as ``&``, which says nothing."""
        wanted = words(term.value)
        if not wanted:
            return None
        found = set.intersection(*(self._ranks.get((term.field, w), set()) for w in wanted))
        if not term.phrase:
            return found
        phrase = f" {' '.join(wanted)} "
        return {rank for rank in found if phrase in self._texts[term.field, rank]}

    def _in_years(self, value: str) -> set[int]:
        match = _YEARS.fullmatch(value.strip())
        if match is None:
            return set()
        first, last = int(match[1]), int(match[2] or match[1])
        years = (self._ranks.get(("year", str(year)), set()) for year in range(first, last + 1))
        return set().union(*years)


def track_shelf(tracks: Iterable[Track]) -> Shelf[Track]:
    """Tracks by title, artist, album, genre, year, ISRC; plain words also look at moods."""
    shelf = Shelf(tracks)
    for rank, track in enumerate(shelf.records):
        names = (track.title, track.artist.name, track.album.name)
        shelf.index_words("any", rank, *names, track.genre_name, *track.genres, *track.moods)
        shelf.index_words("track", rank, track.title)
        shelf.index_words("artist", rank, track.artist.name)
        shelf.index_words("album", rank, track.album.name)
        shelf.index_value("year", rank, str(track.album.year))
        shelf.index_value("isrc", rank, track.isrc)
        for genre in track.genres:
            shelf.index_value("genre", rank, genre)
        for mood in track.moods:
            shelf.index_value("mood", rank, mood)
    return shelf


def album_shelf(albums: Iterable[Album]) -> Shelf[Album]:
    """Albums by name, artist, year, UPC; the newest are tagged new, the least popular hipster."""
    shelf = Shelf(albums)
    for rank, album in enumerate(shelf.records):
        shelf.index_words("any", rank, album.name, album.artist.name)
        shelf.index_words("artist", rank, album.artist.name)
        shelf.index_words("album", rank, album.name)
        shelf.index_value("year", rank, str(album.year))
        shelf.index_value("upc", rank, album.upc)
    total = len(shelf.records)
    newest_first = sorted(range(total), key=lambda r: shelf.records[r].release_date, reverse=True)
    for rank in newest_first[: total // _NEW_SHARE]:
        shelf.index_value("tag", rank, "new")
    for rank in range(total - total // _HIPSTER_SHARE, total):
        shelf.index_value("tag", rank, "hipster")
    return shelf


def artist_shelf(artists: Iterable[Artist], albums: Iterable[Album]) -> Shelf[Artist]:
    """Artists by name, genre and the years of their albums."""
    shelf = Shelf(artists)
    years: dict[str, set[int]] = defaultdict(set)
    for album in albums:
        years[album.artist.id].add(album.year)
    for rank, artist in enumerate(shelf.records):
        shelf.index_words("any", rank, artist.name, *artist.genres)
        shelf.index_words("artist", rank, artist.name)
        for genre in artist.genres:
            shelf.index_value("genre", rank, genre)
        for year in years[artist.id]:
            shelf.index_value("year", rank, str(year))
    return shelf


def _key(field: str, value: str) -> str:
    return genre_key(value) if field in {"genre", "mood"} else value.strip().upper()
