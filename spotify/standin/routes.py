"""Every address that the stand-in knows."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from spotify.standin.endpoints import (
    albums,
    artists,
    control,
    recommendations,
    search,
    token,
    tracks,
)
from spotify.standin.images import draw
from spotify.standin.messages import Answer, Request
from spotify.standin.standin import Standin

Handler = Callable[..., Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """An address and who answers it.

    ``group`` is how its calls are counted, ``None`` for addresses that Spotify does not have:
    those are neither counted nor struck by faults.
    """

    group: str | None
    method: str
    pattern: re.Pattern[str]
    handler: Handler

    @property
    def needs_token(self) -> bool:
        """Whether a bearer token is asked for."""
        return self.group not in (None, "token")


def _image(standin: Standin, request: Request, identifier: str, size: str) -> Answer:
    return draw(identifier, int(size))


def _routes(*rows: tuple[str | None, str, str, Handler]) -> tuple[Route, ...]:
    return tuple(
        Route(group, method, re.compile(path.replace("{id}", "([^/]+)")), handler)
        for group, method, path, handler in rows
    )


ROUTES = _routes(
    ("token", "POST", "/api/token", token.token),
    ("search", "GET", "/v1/search", search.search),
    ("new_releases", "GET", "/v1/browse/new-releases", search.new_releases),
    ("batch", "GET", "/v1/artists", artists.artists),
    ("artist", "GET", "/v1/artists/{id}", artists.artist),
    ("artist_albums", "GET", "/v1/artists/{id}/albums", artists.artist_albums),
    ("artist_top_tracks", "GET", "/v1/artists/{id}/top-tracks", artists.artist_top_tracks),
    ("batch", "GET", "/v1/albums", albums.albums),
    ("album", "GET", "/v1/albums/{id}", albums.album),
    ("album_tracks", "GET", "/v1/albums/{id}/tracks", albums.album_tracks),
    ("batch", "GET", "/v1/tracks", tracks.tracks),
    ("track", "GET", "/v1/tracks/{id}", tracks.track),
    ("recommendations", "GET", "/v1/recommendations", recommendations.recommendations),
    (
        "genre_seeds",
        "GET",
        "/v1/recommendations/available-genre-seeds",
        recommendations.available_genre_seeds,
    ),
    (None, "GET", r"/image/{id}/(\d{1,5})\.svg", _image),
    (None, "GET", "/_standin/health", control.health),
    (None, "GET", "/_standin/faults", control.list_faults),
    (None, "POST", "/_standin/faults", control.add_faults),
    (None, "DELETE", "/_standin/faults", control.clear_faults),
    (None, "GET", "/_standin/calls", control.show_calls),
    (None, "DELETE", "/_standin/calls", control.clear_calls),
    (None, "POST", "/_standin/token-lifetime", control.set_token_lifetime),
    (None, "DELETE", "/_standin/tokens", control.expire_tokens),
)


def matching_routes(path: str) -> list[tuple[Route, tuple[str, ...]]]:
    """The routes of an address, one for each method, with the ids found in the path."""
    matches = ((route, route.pattern.fullmatch(path)) for route in ROUTES)
    return [(route, match.groups()) for route, match in matches if match is not None]
