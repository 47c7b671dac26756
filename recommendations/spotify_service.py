"""Spotify in this app's words: ask for tracks, get facts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.utils import timezone

from common import tallies
from common.folding import fold
from common.redis_client import redis_client
from recommendations.types import TrackFacts, is_spotify_id
from spotify.client import SpotifyClient, build_client
from spotify.config import SpotifyConfig
from spotify.payloads import Album, Track

# The tally of calls, by endpoint group and what came back.
CALLS = "spotify_calls"

# Spotify's terms: its metadata are not kept for ever. What is not seen again by then is purged.
KEEP_FOR = timedelta(days=30)


def spotify_client() -> SpotifyClient:
    """The process's client for the app that the settings name."""
    return _client(
        SpotifyConfig(
            client_id=settings.SPOTIFY_CLIENT_ID,
            client_secret=settings.SPOTIFY_CLIENT_SECRET,
            api_url=settings.SPOTIFY_API_URL,
            accounts_url=settings.SPOTIFY_ACCOUNTS_URL,
            market=settings.SPOTIFY_MARKET,
            daily_budget=settings.SPOTIFY_DAILY_BUDGET,
        )
    )


@lru_cache(maxsize=4)
def _client(config: SpotifyConfig) -> SpotifyClient:
    return build_client(config, redis_client(), heard=_count_call)


def _count_call(group: str, outcome: str) -> None:
    tallies.add(CALLS, {(group, outcome): 1})


def search_tracks(query: str, *, offset: int = 0) -> list[TrackFacts]:
    """One page of tracks that match, in Spotify's order. One call. Raises SpotifyError."""
    return facts_of(spotify_client().search(query, offset=offset).tracks)


def search_artist(name_or_id: str) -> tuple[str | None, list[TrackFacts]]:
    """An artist's id, if found, and a page of that artist's tracks.

    One call for a name, two for an id. Raises SpotifyError.
    """
    client = spotify_client()
    if is_spotify_id(name_or_id):
        artist = client.artist(name_or_id)
        tracks = client.search(f'artist:"{quoted(artist.name)}"').tracks
        return artist.id, facts_of(_by(artist.id, tracks))
    page = client.search(f'artist:"{quoted(name_or_id)}"', types=("track", "artist"))
    found = next((a for a in page.artists if fold(a.name) == fold(name_or_id)), None)
    if found is None:
        return None, facts_of(page.tracks)
    return found.id, facts_of(_by(found.id, page.tracks))


def album_tracks_of(artist_id: str, *, turn: int) -> list[TrackFacts]:
    """All tracks of one of the artist's albums, another one each turn. Two calls.

    Raises SpotifyError.
    """
    client = spotify_client()
    albums: Sequence[Album] = client.artist_albums(artist_id)
    if not albums:
        return []
    return facts_of(_by(artist_id, client.album_tracks(albums[turn % len(albums)])))


def recommended(
    *,
    genres: Sequence[str] = (),
    artists: Sequence[str] = (),
    targets: Mapping[str, float] | None = None,
    limit: int = 100,
) -> list[TrackFacts]:
    """Spotify's own recommendations for 1 to 5 seeds. One call.

    Raises NotOffered where this app may not use them, and other SpotifyErrors.
    """
    tracks = spotify_client().recommendations(
        seed_genres=genres, seed_artists=artists, limit=limit, targets=targets
    )
    return facts_of(tracks)


def quoted(words: str) -> str:
    """Words that may stand between the double quotes of a search filter."""
    return words.replace('"', " ").strip()


def facts_of(tracks: Iterable[Track]) -> list[TrackFacts]:
    """Spotify's tracks as facts with an expiry. A track that names no artist is left out."""
    expires_at = timezone.now() + KEEP_FOR
    return [
        TrackFacts(
            id=track.id,
            name=track.name,
            artist_ids=tuple(artist.id for artist in track.artists),
            artist_names=tuple(artist.name for artist in track.artists),
            spotify_url=track.spotify_url,
            album_name=track.album_name,
            album_art_url=track.art_url,
            preview_url=track.preview_url,
            duration_ms=track.duration_ms,
            popularity=track.popularity,
            explicit=track.explicit,
            release_year=track.release_year,
            expires_at=expires_at,
        )
        for track in tracks
        if track.artists
    ]


def _by(artist_id: str, tracks: Iterable[Track]) -> list[Track]:
    return [track for track in tracks if any(a.id == artist_id for a in track.artists)]
