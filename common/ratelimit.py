"""Rate limits: django-ratelimit counts in Redis, DRF asks, every limited answer says how it stands.

A view names its group in ``ratelimit_group`` (or, where methods differ, in
``ratelimit_groups = {"POST": ...}``); the rates are in settings.RATELIMIT_RATES. Windows are
fixed and begin at a different second for each caller, as django-ratelimit makes them. What is no
view of the API calls ``count`` itself. Without Redis nothing is limited, which is said and counted.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django_ratelimit import core
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from common.client_address import client_network
from common.metrics import counter

if TYPE_CHECKING:  # DRF's views import this module by its setting
    from rest_framework.views import APIView

logger = logging.getLogger(__name__)

_LET_THROUGH = counter(
    "ratelimit_open", "Requests that were let through uncounted: Redis is away, or full.", ["group"]
)
_SILENCE = 60.0  # seconds between two warnings; what happens meanwhile is counted


@dataclass(frozen=True, slots=True)
class Usage:
    """How one caller stands in one group. ``reset`` is the epoch second of a fresh start."""

    limit: int
    count: int
    reset: int

    @property
    def exceeded(self) -> bool:
        """Whether this request is one too many."""
        return self.count > self.limit

    @property
    def retry_after(self) -> int:
        """Whole seconds until a request is welcome again."""
        return max(1, self.reset - int(time.time()))

    def headers(self) -> dict[str, str]:
        """What every limited answer carries."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, self.limit - self.count)),
            "X-RateLimit-Reset": str(self.reset),
        }


class GroupThrottle(BaseThrottle):
    """Counts a request against its view's group and refuses it when the rate is used up."""

    def __init__(self) -> None:
        self._usage: Usage | None = None

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count once per request, also when an earlier step has counted it already."""
        group = _group_of(view, request.method or "")
        if group is None:
            return True
        counted = getattr(request, "ratelimit_usage", None)
        self._usage = counted or count(request._request, group, caller_of(request))
        return self._usage is None or not self._usage.exceeded

    def wait(self) -> float | None:
        """Seconds for Retry-After."""
        return self._usage.retry_after if self._usage else None


class RateLimitHeadersMiddleware:
    """Adds the ``X-RateLimit-*`` headers to what was counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        usage: Usage | None = getattr(request, "ratelimit_usage", None)
        if usage is not None:
            for name, value in usage.headers().items():
                response[name] = value
        return response


def counter_of(group: str, caller: str) -> tuple[str, int, int, int]:
    """Where a caller's present window is counted: Redis key, window's end, limit, key's life.

    For the one reader that counts inside its own Redis round trip; the key is the one that
    ``django_ratelimit.core.get_usage`` uses, so that both count together.
    """
    rate = settings.RATELIMIT_RATES[group]
    limit, period = _split(rate)
    window = core._get_window(caller, period)
    return _key(group, window, rate, caller), window, limit, period + core.EXPIRATION_FUDGE


_split = lru_cache(core._split_rate)


@lru_cache(maxsize=4096)
def _key(group: str, window: int, rate: str, caller: str) -> str:
    """The same for a whole window, and costly for its hash."""
    return str(cache.make_key(core._make_cache_key(group, window, rate, caller, core.ALL)))


def usage_of(count: int, window: int, limit: int) -> Usage:
    """Turn a counted window into a Usage; the window's last second still belongs to it."""
    return Usage(limit=limit, count=count, reset=window + 1)


def count(request: HttpRequest, group: str, caller: str) -> Usage | None:
    """Count a request of this caller, and let its answer say how that stands.

    None where nothing is limited: switched off, or Redis does not count.
    """
    usage = core.get_usage(
        request,
        group=group,
        key=lambda _group, _request: caller,
        rate=settings.RATELIMIT_RATES[group],
        increment=True,
    )
    counted = None if usage is None else _usage(usage)
    if counted is None and settings.RATELIMIT_ENABLE:
        _open.let_through(group)
    request.ratelimit_usage = counted  # type: ignore[attr-defined]
    return counted


def _usage(usage: Mapping[str, int]) -> Usage:
    # If a second passes meanwhile, the window seems to end a second late: never too early.
    window = int(time.time()) + usage["time_left"]
    return usage_of(usage["count"], window, usage["limit"])


class _Open:
    """What is let through because nobody counts: a number, and now and then a line in the log."""

    def __init__(self) -> None:
        self._silent_until = 0.0

    def let_through(self, group: str) -> None:
        """Note one request. Two threads may both say so: that does no harm."""
        _LET_THROUGH.labels(group).inc()
        if time.monotonic() >= self._silent_until:
            self._silent_until = time.monotonic() + _SILENCE
            logger.warning("Nothing is limited: Redis does not count. First seen in %s", group)


_open = _Open()


def user_caller(user_id: int) -> str:
    """The name under which a user is counted."""
    return f"user:{user_id}"


def caller_of(request: Request) -> str:
    """Who is counted: the user, the service (by its key), or the network of who is signed out."""
    if request.user and request.user.is_authenticated:
        return getattr(request.user, "counted_as", None) or user_caller(request.user.pk)
    return address_caller(request._request)


def address_caller(request: HttpRequest) -> str:
    """The name under which is counted who is signed out, or not asked who it is."""
    return f"address:{client_network(request)}"


def _group_of(view: "APIView", method: str) -> str | None:
    groups: Mapping[str, str] = getattr(view, "ratelimit_groups", {})
    return groups.get(method) or getattr(view, "ratelimit_group", None)
