"""Spotify's search: what every app may use."""

import random
from collections.abc import Iterator

from recommendations import spotify_service as spotify
from recommendations.sources.moods import mood_of
from recommendations.types import Taste, TrackFacts

# Windows of years that divide a genre into parts of its history.
_YEARS = ("1960-1979", "1980-1989", "1990-1999", "2000-2009", "2010-2019", "2020-2029")
_PAGES_DEEP = 3  # how far into a window's results a fill may look


class SpotifySearch:
    """Genres by year windows, artists by name and album, moods by the genres that carry them.

    A fill costs three calls, five at the most. Each turn looks into other years and pages, so
    that a pool grows from fill to fill although a page holds only ten tracks.
    """

    name = "spotify_search"
    upstream = True
    fallback = False
    near = False

    def serves(self, taste: Taste) -> bool:
        """Everything can be searched for."""
        return True

    def tracks(self, taste: Taste, turn: int) -> Iterator[TrackFacts]:
        """Tracks in the order of relevance, those without a year window first."""
        dice = random.Random(f"{taste.kind}|{taste.value}|{turn}")  # noqa: S311 - repeatable on purpose
        if taste.kind == "artist":
            yield from _of_artist(taste.value, turn)
        elif taste.kind == "mood":
            yield from _of_mood(taste.value, turn)
        elif taste.kind == "genre":
            yield from _of_genre(taste.value, turn, dice)
        else:
            yield from _of_years("", dice, windows=3)  # no taste to go by: a little of everything


def _of_genre(genre: str, turn: int, dice: random.Random) -> Iterator[TrackFacts]:
    """A genre that Spotify does not know is looked for as plain words."""
    first = _page_of(genre, turn)
    if not first:
        yield from spotify.search_tracks(spotify.quoted(genre))
        return
    yield from first
    yield from _of_years(_filter(genre), dice, windows=2)


def _of_mood(mood: str, turn: int) -> Iterator[TrackFacts]:
    """A mood whose genres give nothing is looked for as plain words."""
    nothing = True
    for genre in mood_of(mood).genres[:2]:
        found = _page_of(genre, turn)
        nothing = nothing and not found
        yield from found
    if nothing:
        yield from spotify.search_tracks(spotify.quoted(mood))


def _page_of(genre: str, turn: int) -> list[TrackFacts]:
    """The turn's page of a genre, or the first where the genre has not so many tracks.

    Tracks that no fill sees again are purged in the end: a small genre must not run dry.
    """
    offset = _offset(turn)
    found = spotify.search_tracks(_filter(genre), offset=offset)
    return found or (spotify.search_tracks(_filter(genre)) if offset else [])


def _filter(genre: str) -> str:
    return f'genre:"{spotify.quoted(genre)}"'


def _of_artist(name_or_id: str, turn: int) -> Iterator[TrackFacts]:
    artist_id, found = spotify.search_artist(name_or_id)
    yield from found
    if artist_id is not None:
        yield from spotify.album_tracks_of(artist_id, turn=turn)


def _of_years(query: str, dice: random.Random, *, windows: int) -> Iterator[TrackFacts]:
    for years in dice.sample(_YEARS, windows):
        offset = 10 * dice.randrange(_PAGES_DEEP)
        yield from spotify.search_tracks(f"{query} year:{years}".strip(), offset=offset)


def _offset(turn: int) -> int:
    """Pages of ten, beginning anew after ten of them."""
    return 10 * (turn % 10)
