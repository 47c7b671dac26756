"""The calls we use, as requests. Pure: nothing is sent from here."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from spotify.config import SpotifyConfig
from spotify.errors import BadRequest
from spotify.messages import Group, Request

LAST_RESULT = 1_000
"""Search serves no result beyond this: ``limit + offset`` may not exceed it."""

_MOST_SEEDS = 5
_MOST_RECOMMENDATIONS = 100
_MOST_ALBUM_TRACKS = 50

_BOUNDS = ("min_", "max_", "target_")
_ATTRIBUTES = (
    *("acousticness", "danceability", "energy", "instrumentalness", "liveness", "speechiness"),
    *("valence", "tempo", "loudness", "popularity", "key", "mode", "duration_ms"),
    "time_signature",
)
_TARGETS = frozenset(bound + attribute for bound in _BOUNDS for attribute in _ATTRIBUTES)


class Endpoints:
    """Builds requests for one Spotify app and market."""

    def __init__(self, config: SpotifyConfig) -> None:
        self._api = config.api_url.rstrip("/")
        self._market = config.market

    def search(self, q: str, types: Sequence[str], limit: int, offset: int) -> Request:
        """Search for one or more types (``track``, ``artist``, ``album``) in one call."""
        if not 0 <= offset < LAST_RESULT:
            raise BadRequest(f"A search offset lies between 0 and {LAST_RESULT - 1}.")
        limit = min(limit, LAST_RESULT - offset)
        params = {"q": q, "type": ",".join(types), "limit": str(limit), "offset": str(offset)}
        return self._get(Group.SEARCH, "/search", **params, market=self._market)

    def artist(self, artist_id: str) -> Request:
        """One artist."""
        return self._get(Group.OTHER, f"/artists/{_segment(artist_id)}")

    def artist_albums(self, artist_id: str, limit: int, offset: int) -> Request:
        """An artist's own albums and singles; Spotify throttles this hardest."""
        return self._get(
            Group.ARTIST_ALBUMS,
            f"/artists/{_segment(artist_id)}/albums",
            include_groups="album,single",
            limit=str(limit),
            offset=str(offset),
            market=self._market,
        )

    def album_tracks(self, album_id: str) -> Request:
        """The first 50 tracks of an album, the most tracks that one call can give."""
        path = f"/albums/{_segment(album_id)}/tracks"
        return self._get(Group.OTHER, path, limit=str(_MOST_ALBUM_TRACKS), market=self._market)

    def track(self, track_id: str) -> Request:
        """One track."""
        return self._get(Group.OTHER, f"/tracks/{_segment(track_id)}", market=self._market)

    def recommendations(
        self, seeds: Mapping[str, Sequence[str]], limit: int, targets: Mapping[str, float]
    ) -> Request:
        """Tracks like the seeds.

        ``seeds`` maps ``genres``, ``artists``, ``tracks`` to genre words or Spotify ids, 1 to 5
        over all three. ``targets`` maps ``min_``, ``max_`` or ``target_`` and an audio attribute
        to a number. Raises ``BadRequest`` for anything else.
        """
        chosen = {f"seed_{kind}": ",".join(values) for kind, values in seeds.items() if values}
        if not 1 <= sum(map(len, seeds.values())) <= _MOST_SEEDS:
            raise BadRequest(f"Recommendations take 1 to {_MOST_SEEDS} seeds.")
        for name in targets:
            if name not in _TARGETS:
                raise BadRequest(f"Recommendations know no {name!r}.")
        limit = max(1, min(limit, _MOST_RECOMMENDATIONS))
        numbers = {name: f"{value:.10g}" for name, value in targets.items()}
        return self._get(
            Group.OTHER,
            "/recommendations",
            **chosen,
            **numbers,
            limit=str(limit),
            market=self._market,
        )

    def _get(self, group: Group, path: str, **params: str) -> Request:
        return Request(group, f"{self._api}{path}", params)


def _segment(text: str) -> str:
    """An id as one segment of a path, whatever characters it holds."""
    if not text.strip("."):
        raise BadRequest("An id may not be empty.")
    return quote(text, safe="")
