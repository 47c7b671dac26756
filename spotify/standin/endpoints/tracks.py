"""``GET /v1/tracks...``"""

from spotify.standin.endpoints.lookup import batch, find
from spotify.standin.endpoints.writing import writer_for
from spotify.standin.messages import Answer, Request, json_answer
from spotify.standin.standin import Standin

_BATCH = 50


def track(standin: Standin, request: Request, identifier: str) -> Answer:
    """One track."""
    writer = writer_for(standin, request)
    return json_answer(writer.track(find(standin.catalogue.tracks, identifier)))


def tracks(standin: Standin, request: Request) -> Answer:
    """Several tracks."""
    writer = writer_for(standin, request)
    return batch(standin, request, "tracks", standin.catalogue.tracks, writer.track, _BATCH)
