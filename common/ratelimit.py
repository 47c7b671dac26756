"""Rate limits: django-ratelimit counts in Redis, DRF asks, every limited answer says how it stands.

A view names its group in ``ratelimit_group`` (or, where methods differ, in
``ratelimit_groups = {"POST": ...}``); the rates are in settings.RATELIMIT_RATES. Windows are
fixed and begin at a different second for each caller, as django-ratelimit makes them. Without
Redis nothing is limited.
"""

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

if TYPE_CHECKING:  # DRF's views import this module by its setting
    from rest_framework.views import APIView


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
        self._usage = getattr(request, "ratelimit_usage", None) or _count(request, group)
        request._request.ratelimit_usage = self._usage  # type: ignore[attr-defined]
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


def _count(request: Request, group: str) -> Usage | None:
    usage = core.get_usage(
        request,
        group=group,
        key=lambda _group, _request: caller_of(request),
        rate=settings.RATELIMIT_RATES[group],
        increment=True,
    )
    if usage is None:
        return None
    # If a second passes meanwhile, the window seems to end a second late: never too early.
    window = int(time.time()) + usage["time_left"]
    return usage_of(usage["count"], window, usage["limit"])


def user_caller(user_id: int) -> str:
    """The name under which a user is counted."""
    return f"user:{user_id}"


def caller_of(request: Request) -> str:
    """Who is counted: the user, the service (by its key), or the network of who is signed out."""
    if request.user and request.user.is_authenticated:
        return getattr(request.user, "counted_as", None) or user_caller(request.user.pk)
    return f"address:{client_network(request._request)}"


def _group_of(view: "APIView", method: str) -> str | None:
    groups: Mapping[str, str] = getattr(view, "ratelimit_groups", {})
    return groups.get(method) or getattr(view, "ratelimit_group", None)
