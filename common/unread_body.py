"""Refusals that arrive although the body was not wanted."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, UnreadablePostError

_CHUNK = 65_536  # bytes


class UnreadBodyMiddleware:
    """Reads what a refused request left unread, before the refusal is sent.

    A view refuses a missing token without reading the body. If the connection then ends with the
    rest of the body still coming in, the network drops the answer with it, and a proxy in between
    reports a broken server. No more is read than a body may be long.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code >= 400 and request.META.get("CONTENT_LENGTH"):
            _drain(request)
        return response


def _drain(request: HttpRequest) -> None:
    left = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    try:
        while left > 0 and (chunk := request.read(_CHUNK)):
            left -= len(chunk)
    except UnreadablePostError:
        return  # the caller is gone, and with it whoever wanted the answer
