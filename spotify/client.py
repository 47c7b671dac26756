"""Spotify's Web API in our words: the calls we make and the dataclasses they give."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from redis import Redis

from common.upstream.budget import Budget, utc_now
from common.upstream.store import FallbackStore
from spotify import fields
from spotify.capabilities import SMALL_PAGE, Capabilities
from spotify.circuit import SpotifyCircuits
from spotify.config import SpotifyConfig
from spotify.endpoints import Endpoints
from spotify.errors import (
    BudgetSpent,
    Forbidden,
    InvalidLimit,
    ItemMissing,
    NotOffered,
    PremiumRequired,
)
from spotify.gate import Gate
from spotify.messages import Request, Response
from spotify.payloads import Album, Artist, SearchPage, Track
from spotify.status import SpotifyStatus
from spotify.tokens import Tokens
from spotify.transport import Transport


class SpotifyClient:
    """One Spotify app. Safe to share between threads; make one per process with `build_client`.

    Every method makes at most one counted call, save for repeats (after a 5xx, a network fault,
    a token that expired, a page size that was refused), and raises ``spotify.errors``.
    Operators close a circuit by ``circuits.close(group)``.
    """

    def __init__(
        self,
        config: SpotifyConfig,
        store: FallbackStore,
        clock: Callable[[], datetime] = utc_now,
        heard: Callable[[str, str], None] | None = None,
    ) -> None:
        self.circuits = SpotifyCircuits(store, config)
        self.budget = Budget(store, config.key_prefix, config.daily_budget, BudgetSpent, clock)
        self.capabilities = Capabilities(store, config)
        self._store = store
        self._endpoints = Endpoints(config)
        self._transport = Transport(config, heard) if heard else Transport(config)
        self.tokens = Tokens(store, config, self._transport, self.circuits)
        self._gate = Gate(self.circuits, self.budget, self.tokens, self._transport)

    def search(
        self,
        q: str,
        types: Sequence[str] = ("track",),
        limit: int | None = None,
        offset: int = 0,
    ) -> SearchPage:
        """What matches ``q``, which may hold filters such as ``genre:"deep house"``.

        ``types`` are any of ``track``, ``artist``, ``album``; asking for several costs one call.
        The page holds ``limit`` items per type, or fewer where this app may not have so many;
        None asks for the most it may have. ``offset`` is 0 to 999.
        """

        def page_of(size: int) -> Request:
            return self._endpoints.search(q, types, size, offset)

        return SearchPage.parse(self._send_sized(page_of, limit).mapping())

    def artist(self, artist_id: str) -> Artist:
        """One artist; raises ``ItemMissing`` if there is none of that id."""
        return Artist.parse(self._gate.send(self._endpoints.artist(artist_id)).mapping())

    def artist_albums(
        self, artist_id: str, limit: int | None = None, offset: int = 0
    ) -> tuple[Album, ...]:
        """Albums and singles of an artist, paged as in ``search``."""

        def page_of(size: int) -> Request:
            return self._endpoints.artist_albums(artist_id, size, offset)

        answer = self._send_sized(page_of, limit)
        return fields.items(answer.mapping(), "items", Album.parse)

    def album_tracks(self, album: Album | str) -> tuple[Track, ...]:
        """The first 50 tracks of an album, which is given whole or by its id.

        Spotify sends them without the album; a whole album given here is put into each of them.
        """
        album_id = album if isinstance(album, str) else album.id
        answer = self._gate.send(self._endpoints.album_tracks(album_id))
        tracks = fields.items(answer.mapping(), "items", Track.parse)
        if isinstance(album, str):
            return tracks
        return tuple(replace(track, album=album) for track in tracks)

    def track(self, track_id: str) -> Track:
        """One track; raises ``ItemMissing`` if there is none of that id."""
        return Track.parse(self._gate.send(self._endpoints.track(track_id)).mapping())

    def recommendations(
        self,
        seed_genres: Sequence[str] = (),
        seed_artists: Sequence[str] = (),
        seed_tracks: Sequence[str] = (),
        limit: int = 20,
        targets: Mapping[str, float] | None = None,
    ) -> tuple[Track, ...]:
        """Up to ``limit`` (1-100) tracks like 1 to 5 seeds over the three kinds.

        Genres are Spotify's seed words, artists and tracks are ids; ``targets`` are wishes such
        as ``{"target_energy": 0.8, "min_tempo": 120}``. Raises ``NotOffered`` if this app has no
        such endpoint, without a call once that is known.
        """
        seeds = {"genres": seed_genres, "artists": seed_artists, "tracks": seed_tracks}
        request = self._endpoints.recommendations(seeds, limit, targets or {})
        answer = self._send_if_offered(request)
        return fields.items(answer.mapping(), "tracks", Track.parse)

    def status(self) -> SpotifyStatus:
        """How things stand, for operators; makes no call to Spotify."""
        return SpotifyStatus(
            budget=self.budget.today(),
            calls_by_day=self.budget.history(),
            open_circuits=tuple(self.circuits.openings()),
            recommendations=self.capabilities.recommendations(),
            page_size=self.capabilities.page_verdict(),
            token_seconds_left=self.tokens.seconds_left(),
            credentials_refused=self.tokens.refused(),
            redis_away=self._store.away,
        )

    def close(self) -> None:
        """Close the pooled connections."""
        self._transport.close()

    def _send_sized(self, page_of: Callable[[int], Request], limit: int | None) -> Response:
        """Ask for the largest page that may be had, and step back if it was too large."""
        size = self.capabilities.page_size(limit)
        try:
            answer = self._gate.send(page_of(size))
        except InvalidLimit:
            if size <= SMALL_PAGE:
                raise
            self.capabilities.page_refused()
            return self._gate.send(page_of(SMALL_PAGE))
        self.capabilities.page_worked(size)
        return answer

    def _send_if_offered(self, request: Request) -> Response:
        """Ask ``/recommendations``; an app without it gets 404, mostly empty, or 403."""
        if self.capabilities.recommendations() is False:
            raise NotOffered
        try:
            answer = self._gate.send(request)
        except PremiumRequired:
            raise  # says something about the account, nothing about this endpoint
        except (Forbidden, ItemMissing):
            self.capabilities.found_recommendations(False)
            raise NotOffered from None
        self.capabilities.found_recommendations(True)
        return answer


def build_client(
    config: SpotifyConfig,
    redis: Redis,
    *,
    clock: Callable[[], datetime] = utc_now,
    heard: Callable[[str, str], None] | None = None,
) -> SpotifyClient:
    """A client whose state is shared with all processes that use the same Redis and app.

    ``clock`` gives the present moment in UTC, for the budget's day. ``heard`` is told of each call
    its endpoint group and what came back, a status or ``unreachable``. Give ``redis`` short
    timeouts and few retries: they are what a caller waits through when Redis goes away.
    """
    return SpotifyClient(config, FallbackStore(redis, config.redis_pause), clock, heard)
