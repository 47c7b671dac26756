"""``GET /v1/artists...``"""

from spotify.standin.endpoints.lookup import batch, find
from spotify.standin.endpoints.writing import writer_for
from spotify.standin.messages import Answer, Refused, Request, json_answer
from spotify.standin.paging import Page
from spotify.standin.parameters import read_limit, read_offset
from spotify.standin.records import ALBUM_KINDS
from spotify.standin.standin import Standin

_BATCH = 50
_TOP_TRACKS = 10
_GROUPS = (*ALBUM_KINDS, "appears_on")


def artist(standin: Standin, request: Request, identifier: str) -> Answer:
    """One artist."""
    writer = writer_for(standin, request)
    return json_answer(writer.artist(find(standin.catalogue.artists, identifier)))


def artists(standin: Standin, request: Request) -> Answer:
    """Several artists."""
    writer = writer_for(standin, request)
    return batch(standin, request, "artists", standin.catalogue.artists, writer.artist, _BATCH)


def artist_albums(standin: Standin, request: Request, identifier: str) -> Answer:
    """A page of an artist's albums; ``include_groups`` chooses kinds."""
    parameters = request.parameters()
    groups = _read_groups(parameters)
    limit = read_limit(
        parameters, default=standin.profile.page_default, most=standin.profile.page_limit
    )
    offset = read_offset(parameters)
    writer = writer_for(standin, request)
    found = standin.catalogue.albums_of_artist(find(standin.catalogue.artists, identifier))
    kept: dict[str, str] = {
        name: parameters[name] for name in ("include_groups", "market") if name in parameters
    }
    page = Page(f"{request.site}/v1/artists/{identifier}/albums", kept, limit, offset)
    return json_answer(page.of([a for a in found if a.kind in groups], writer.artist_album))


def artist_top_tracks(standin: Standin, request: Request, identifier: str) -> Answer:
    """An artist's ten most popular tracks; closed to new apps."""
    if not standin.profile.bulk_calls:
        raise Refused(403, "Forbidden")
    writer = writer_for(standin, request)
    found = standin.catalogue.tracks_of_artist(find(standin.catalogue.artists, identifier))
    return json_answer({"tracks": [writer.track(track) for track in found[:_TOP_TRACKS]]})


def _read_groups(parameters: dict[str, str]) -> list[str]:
    groups = parameters.get("include_groups", ",".join(_GROUPS)).split(",")
    if not set(groups) <= set(_GROUPS):
        raise Refused(400, "Invalid album type")
    return groups
