"""``GET /v1/albums...``"""

from spotify.standin.endpoints.lookup import batch, find
from spotify.standin.endpoints.writing import writer_for
from spotify.standin.messages import Answer, Request, json_answer
from spotify.standin.parameters import read_limit, read_offset
from spotify.standin.standin import Standin

_BATCH = 20


def album(standin: Standin, request: Request, identifier: str) -> Answer:
    """One album with the first page of its tracks."""
    writer = writer_for(standin, request)
    found = find(standin.catalogue.albums, identifier)
    return json_answer(writer.album(found, standin.catalogue.tracks_of_album(found)))


def albums(standin: Standin, request: Request) -> Answer:
    """Several albums, each with its tracks."""
    writer, catalogue = writer_for(standin, request), standin.catalogue
    return batch(
        standin,
        request,
        "albums",
        catalogue.albums,
        lambda found: writer.album(found, catalogue.tracks_of_album(found)),
        _BATCH,
    )


def album_tracks(standin: Standin, request: Request, identifier: str) -> Answer:
    """A page of an album's tracks; up to 50 for every kind of app."""
    parameters = request.parameters()
    limit, offset = read_limit(parameters, default=20, most=50), read_offset(parameters)
    writer = writer_for(standin, request)
    found = find(standin.catalogue.albums, identifier)
    page = writer.album_page(found, limit, offset)
    return json_answer(page.of(standin.catalogue.tracks_of_album(found), writer.album_track))
