"""What every refusal under /api/ has: a body of the one shape, and a caller who gets to see it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse, UnreadablePostError

from common.errors import DomainError, NotAllowed, NotFound
from common.exception_handler import InternalError, Malformed, error_body

_CHUNK = 65_536  # bytes
# What Django itself answers with a page of its own.
_KINDS: dict[int, type[DomainError]] = {400: Malformed, 403: NotAllowed, 404: NotFound}


class RefusalMiddleware:
    """Puts refusals into the one shape, and reads what a refused request left unread.

    Django shows pages for programmers while DEBUG is on; a client of the API cannot read them, and
    the log has all that they say.

    A view refuses a missing token without reading the body. If the connection then ends with the
    rest of the body still coming in, the network drops the answer with it, and a proxy in between
    reports a broken server. No more is read than a body may be long; a view that takes longer ones
    has said so in ``request.longest_body``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code < 400:
            return response
        if request.META.get("CONTENT_LENGTH"):
            _drain(request)
        return response if _is_fit(request, response) else _in_shape(response)


def _is_fit(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Only the API promises a shape."""
    of_the_api = f"{request.path_info}/".startswith("/api/")
    return not of_the_api or response.get("Content-Type", "").startswith("application/json")


def _in_shape(response: HttpResponseBase) -> HttpResponseBase:
    response.close()
    kind = _KINDS.get(response.status_code, InternalError)
    body = error_body(kind.sentence, kind.code)
    return JsonResponse(body, status=response.status_code, headers={"Cache-Control": "no-store"})


def _drain(request: HttpRequest) -> None:
    left = getattr(request, "longest_body", settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
    try:
        while left > 0 and (chunk := request.read(_CHUNK)):
            left -= len(chunk)
    except UnreadablePostError:
        return  # the caller is gone, and with it whoever wanted the answer
