"""What may be kept of an answer, by whom, and when it is enough to say that it still holds.

Every answer of the API says so in Cache-Control (RFC 9111). Reads carry an ETag; whoever sends it
back in If-None-Match gets 304 while nothing has changed.

A view may say more about its answers:

``cache_control``  where others than the reader may keep them, or without asking again;
``moving``         fields of a body that change with the clock alone. A tag that leaves them out is
                   a weak one: the answer kept says as much as a new one would.
"""

import json
from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from rest_framework import status

from common.conditional import names, strong_tag, weak_tag

# Kept by the reader's own browser alone, which asks each time whether it still holds.
PRIVATE = "private, no-cache"
# The same for everyone, and no harm if it is five minutes old.
PUBLIC = "public, max-age=300"
_NOT_KEPT = "no-store"
_READS = ("GET", "HEAD")
# What a 304 says again of the answer that the reader has (RFC 9110, 15.4.5).
_REPEATED = ("Cache-Control", "Content-Location", "ETag", "Expires", "Vary")


class CachingMiddleware:
    """Says of each answer of the API who may keep it; tags reads, answers 304 and HEAD."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path_info.startswith("/api/"):
            return response
        if request.method not in _READS or response.status_code != status.HTTP_200_OK:
            response.headers.setdefault("Cache-Control", _NOT_KEPT)
            return _headless(request, response)
        view = getattr(request.resolver_match, "func", None)
        _say_who_may_keep(response, getattr(view, "view_class", None))
        return _headless(request, _not_modified(request, response) or response)


def _say_who_may_keep(response: HttpResponseBase, view: type | None) -> None:
    policy = getattr(view, "cache_control", PRIVATE)
    response.headers.setdefault("Cache-Control", policy)
    if not policy.startswith("public"):
        patch_vary_headers(response, ["Authorization", "Accept-Language"])
    if not response.streaming and not response.has_header("ETag"):
        response["ETag"] = _tag(response, getattr(view, "moving", ()))


def _tag(response: Any, moving: Collection[str]) -> str:
    if not moving:
        return strong_tag(response.content)
    lasting = {name: value for name, value in response.data.items() if name not in moving}
    return weak_tag(json.dumps(lasting, default=str).encode())


def _not_modified(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase | None:
    known = request.headers.get("If-None-Match")
    if not known or not response.has_header("ETag") or not names(known, response["ETag"]):
        return None
    repeated = {name: response[name] for name in _REPEATED if response.has_header(name)}
    return HttpResponseNotModified(headers=repeated)


def _headless(request: HttpRequest, response: Any) -> HttpResponseBase:
    """The answer to HEAD has every header of the answer to GET, and no body."""
    if request.method == "HEAD" and response.status_code != status.HTTP_304_NOT_MODIFIED:
        if response.streaming:
            response.close()
            response.streaming_content = _nothing()
        else:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
    return response


def _nothing() -> Iterator[bytes]:
    yield from ()
