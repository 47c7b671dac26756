"""Spotify's search: what every app may use."""

import random

from recommendations import spotify_service as spotify
from recommendations.sources.moods import mood_of
from recommendations.types import Taste, TrackFacts

# Windows of years that divide a genre into parts of its history.
_YEARS = ("1960-1979", "1980-1989", "1990-1999", "2000-2009", "2010-2019", "2020-2029")
_PAGES_DEEP = 3  # how far into a window's results a fill may look


class SpotifySearch:
    """Genres by year windows, artists by name and album, moods by the genres that carry them.

    A fill costs at most three calls. Each turn looks into other years and pages, so that a pool
    grows from fill to fill although a page holds only ten tracks.
    """

    name = "spotify_search"
    upstream = True
    fallback = False

    def serves(self, taste: Taste) -> bool:
        """Everything can be searched for."""
        return True

    def tracks(self, taste: Taste, turn: int) -> list[TrackFacts]:
        """Tracks in the order of relevance, those without a year window first."""
        dice = random.Random(f"{taste.kind}|{taste.value}|{turn}")  # noqa: S311 - repeatable on purpose
        if taste.kind == "artist":
            return _of_artist(taste.value, turn)
        if taste.kind == "mood":
            return _of_mood(taste.value, turn, dice)
        if taste.kind == "genre":
            return _of_genre(taste.value, turn, dice)
        return _of_everyone(dice)


def _of_genre(genre: str, turn: int, dice: random.Random) -> list[TrackFacts]:
    """A genre that Spotify does not know is looked for as plain words."""
    named = f'genre:"{spotify.quoted(genre)}"'
    first = spotify.search_tracks(named, offset=_offset(turn))
    if not first and turn == 0:
        return spotify.search_tracks(spotify.quoted(genre))
    return first + _of_years(named, dice, windows=2)


def _of_mood(mood: str, turn: int, dice: random.Random) -> list[TrackFacts]:
    found: list[TrackFacts] = []
    for genre in mood_of(mood).genres[:2]:
        found += spotify.search_tracks(f'genre:"{spotify.quoted(genre)}"', offset=_offset(turn))
    return found or spotify.search_tracks(spotify.quoted(mood))


def _of_artist(name_or_id: str, turn: int) -> list[TrackFacts]:
    artist_id, found = spotify.search_artist(name_or_id)
    if artist_id is None:
        return found
    return found + spotify.album_tracks_of(artist_id, turn=turn)


def _of_everyone(dice: random.Random) -> list[TrackFacts]:
    """A little of everything: no taste to go by, so three parts of the last decades."""
    return _of_years("", dice, windows=3)


def _of_years(query: str, dice: random.Random, *, windows: int) -> list[TrackFacts]:
    found: list[TrackFacts] = []
    for years in dice.sample(_YEARS, windows):
        offset = 10 * dice.randrange(_PAGES_DEEP)
        found += spotify.search_tracks(f"{query} year:{years}".strip(), offset=offset)
    return found


def _offset(turn: int) -> int:
    """Pages of ten, beginning anew after ten of them."""
    return 10 * (turn % 10)
