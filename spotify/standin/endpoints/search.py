"""``GET /v1/search`` and ``GET /v1/browse/new-releases``."""

from typing import Any

from spotify.standin.endpoints.writing import writer_for
from spotify.standin.messages import Answer, Refused, Request, json_answer
from spotify.standin.objects import Writer
from spotify.standin.paging import Page
from spotify.standin.parameters import FARTHEST, read_limit, read_offset, refuse_far_pages
from spotify.standin.query import Term, parse_query
from spotify.standin.standin import Standin

_FOUND = ("album", "artist", "track")
_EMPTY = ("audiobook", "episode", "playlist", "show")  # known types that the catalogue lacks


def search(standin: Standin, request: Request) -> Answer:
    """Records of every type asked for, the most popular first, a paging object for each type."""
    parameters = request.parameters()
    text, types = _read_query(parameters), _read_types(parameters)
    limit = read_limit(
        parameters, default=standin.profile.page_default, most=standin.profile.page_limit
    )
    offset = read_offset(parameters, most=FARTHEST)
    refuse_far_pages(limit, offset)
    writer = writer_for(standin, request)
    terms = parse_query(text)
    return json_answer(
        {
            f"{kind}s": _found(
                standin, writer, kind, terms, _page(writer, text, kind, limit, offset)
            )
            for kind in types
        }
    )


def new_releases(standin: Standin, request: Request) -> Answer:
    """The albums that count as new."""
    if not standin.profile.bulk_calls:
        raise Refused(403, "Forbidden")
    parameters = request.parameters()
    limit = read_limit(parameters, default=20, most=50)
    page = Page(f"{request.site}/v1/browse/new-releases", {}, limit, read_offset(parameters))
    albums = standin.catalogue.album_shelf.find([Term("tag", "new")])
    return json_answer({"albums": page.of(albums, writer_for(standin, request).album_reference)})


def _read_query(parameters: dict[str, str]) -> str:
    text = parameters.get("q") or parameters.get("query")  # page links say query
    if not text:
        raise Refused(400, "No search query")
    return text


def _read_types(parameters: dict[str, str]) -> list[str]:
    if not parameters.get("type"):
        raise Refused(400, "Missing parameter type")
    types = parameters["type"].split(",")
    for kind in types:
        if kind not in _FOUND + _EMPTY:
            raise Refused(400, f"Bad search type field {kind}")
    return types


def _page(writer: Writer, text: str, kind: str, limit: int, offset: int) -> Page:
    parameters = {"query": text, "type": kind}
    if writer.market is not None:
        parameters["market"] = writer.market
    return Page(f"{writer.site}/v1/search", parameters, limit, offset, farthest=FARTHEST)


def _found(
    standin: Standin, writer: Writer, kind: str, terms: list[Term], page: Page
) -> dict[str, Any]:
    catalogue = standin.catalogue
    if kind == "track":
        return page.of(catalogue.track_shelf.find(terms), writer.track)
    if kind == "album":
        return page.of(catalogue.album_shelf.find(terms), writer.album_reference)
    if kind == "artist":
        return page.of(catalogue.artist_shelf.find(terms), writer.artist)
    return page.of([], writer.artist)
