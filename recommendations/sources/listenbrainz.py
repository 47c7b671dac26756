"""What people play beside an artist or a genre, as ListenBrainz has seen it."""

import logging
from collections.abc import Iterator, Sequence

from django.conf import settings

from listenbrainz.errors import ListenBrainzError
from recommendations import listenbrainz_service as listenbrainz
from recommendations import spotify_service as spotify
from recommendations import tracks
from recommendations.types import Taste, TrackFacts

logger = logging.getLogger(__name__)

_EACH_TURN = 3  # artists or genres, each a call to Spotify
_NEAREST = 30  # of those ListenBrainz names, so many are close enough


class ListenBrainz:
    """Artists and genres close to the taste, found at Spotify by their names.

    ListenBrainz says who is close, Spotify has the tracks: a fill costs at most two calls to the
    one and three to the other, and each turn takes the next names. When ListenBrainz cannot be
    asked, the pool does without; it is not filled again sooner for that.
    """

    name = "listenbrainz"
    upstream = True
    fallback = False
    near = True

    def serves(self, taste: Taste) -> bool:
        """Off unless the settings turn it on. Moods are no tags."""
        return settings.LISTENBRAINZ_ENABLED and taste.kind in ("artist", "genre")

    def tracks(self, taste: Taste, turn: int) -> Iterator[TrackFacts]:
        """Tracks of the nearest first; none on the first turn, for which a reader may wait."""
        if turn == 0:
            return
        try:
            names = _artists(taste.value) if taste.kind == "artist" else _genres(taste.value)
        except ListenBrainzError as error:
            logger.warning("Nothing from ListenBrainz for %s: %s", taste, error.message)
            return
        for name in _of_turn(names[:_NEAREST], turn):
            yield from _by(name) if taste.kind == "artist" else _in(name)


def _artists(name_or_id: str) -> list[str]:
    """Whom the same people play; none for an artist of whom no track is known here yet."""
    for facts in tracks.by_artist(name_or_id, 1):
        return listenbrainz.artists_near(facts.name_of(name_or_id), facts.name)
    return []


def _genres(genre: str) -> list[str]:
    return listenbrainz.genres_near(genre)


def _of_turn(names: Sequence[str], turn: int) -> Sequence[str]:
    """The names of this turn, beginning anew when all had theirs."""
    shares = max(1, -(-len(names) // _EACH_TURN))
    first = (turn - 1) % shares * _EACH_TURN
    return names[first : first + _EACH_TURN]


def _by(artist: str) -> list[TrackFacts]:
    """Tracks of the artist of just that name; none where Spotify knows only similar names."""
    artist_id, found = spotify.search_artist(artist)
    return found if artist_id is not None else []


def _in(genre: str) -> list[TrackFacts]:
    return spotify.search_tracks(f'genre:"{spotify.quoted(genre)}"')
