"""What a person sees whom the admin's log-in keeps waiting; the API says it in its own way."""

import math
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from common.ratelimit import address_caller, count
from users.lockout.guard import AccountLocked


class LockedPageMiddleware:
    """Pages with ``Retry-After`` for who has to wait: after failures under a name, or many log-ins.

    Each attempt costs the work of a hash, and one password tried under many names locks none of
    them. So the admin's log-ins count together with the API's, by address, before they are read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """The page if this log-in is one too many from its address, else None."""
        match = request.resolver_match
        if request.method != "POST" or match is None or match.view_name != "admin:login":
            return None
        usage = count(request, "token", address_caller(request))
        if usage is None or not usage.exceeded:
            return None
        return _page(request, usage.retry_after, of_a_name=False)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for AccountLocked, raised outside of the API, or None for any other error."""
        if not isinstance(error, AccountLocked):
            return None
        return _page(request, error.retry_after or 1, of_a_name=True)


def _page(request: HttpRequest, wait: float, *, of_a_name: bool) -> HttpResponse:
    seconds = max(1, math.ceil(wait))
    context = {"minutes": math.ceil(seconds / 60), "of_a_name": of_a_name}
    page = render(request, "users/locked.html", context, status=429)
    page["Retry-After"] = str(seconds)
    add_never_cache_headers(page)
    return page
