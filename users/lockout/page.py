"""What a person sees whom the admin's log-in keeps waiting; the API says it in its own way."""

import math
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from users.lockout.guard import AccountLocked


class LockedPageMiddleware:
    """Turns AccountLocked, raised outside of the API, into a page with ``Retry-After``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page, or None for any other error."""
        if not isinstance(error, AccountLocked):
            return None
        seconds = max(1, math.ceil(error.retry_after or 1))
        minutes = math.ceil(seconds / 60)
        page = render(request, "users/locked.html", {"minutes": minutes}, status=429)
        page["Retry-After"] = str(seconds)
        add_never_cache_headers(page)
        return page
