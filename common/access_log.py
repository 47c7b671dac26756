"""One line for each request, and what it adds to the counts of requests."""

import logging
import re
import time
from collections.abc import Callable
from functools import lru_cache

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import LazyObject
from prometheus_client import Counter, Histogram

from common.metrics import counter, histogram

logger = logging.getLogger(__name__)

# Where no route fits; whatever else was asked for must not become a label.
UNKNOWN_ROUTE = "unknown"
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

_REQUESTS = counter(
    "http_requests", "Requests answered, health checks left out.", ["method", "route", "status"]
)
_SECONDS = histogram(
    "http_request_seconds",
    "Seconds from the request's head to the answer, as the service sees it.",
    ["method", "route"],
    (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


class AccessLogMiddleware:
    """Counts and times a request, and writes its line.

    A middleware that answers in place of a view says so in ``request.route`` and, where it knows
    who asked, in ``request.user_id``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        route = _route(request)
        requests, durations = _counts(request.method or "", route, response.status_code)
        requests.inc()
        durations.observe(seconds)
        if logger.isEnabledFor(logging.INFO):
            _write(request, route, response.status_code, seconds)
        return response


def _write(request: HttpRequest, route: str, status: int, seconds: float) -> None:
    fields = {
        "method": request.method,
        "route": route,
        "status": status,
        "milliseconds": round(1000 * seconds, 1),
        "user_id": _user_id(request),
    }
    logger.info("%s %s %s", request.method, route, status, extra=fields)


@lru_cache(maxsize=4096)
def _counts(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    """Where such a request counts; to find that costs more than to count."""
    method = method if method in _METHODS else "OTHER"
    return _REQUESTS.labels(method, route, str(status)), _SECONDS.labels(method, route)


def _route(request: HttpRequest) -> str:
    given: str | None = getattr(request, "route", None)
    if given is not None:
        return given
    match = request.resolver_match
    return _readable(match.route) if match and match.url_name else UNKNOWN_ROUTE


@lru_cache(maxsize=1024)
def _readable(route: str) -> str:
    """``/api/users/{user_ref}/`` for Django's ``api/users/<user_ref:user_ref>/``."""
    return "/" + _PARAMETER.sub(r"{\1}", route)


def _user_id(request: HttpRequest) -> int | None:
    """Who asked, as far as somebody has looked already: a log line asks no database."""
    known: int | None = getattr(request, "user_id", None)
    if known is not None:
        return known
    user = getattr(request, "_cached_user", None) or vars(request).get("user")
    return None if isinstance(user, LazyObject) else getattr(user, "pk", None)
