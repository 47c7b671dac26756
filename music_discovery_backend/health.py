"""``/health/live``, ``/health/ready``, ``/metrics``: for who starts, watches or balances."""

import time
from collections.abc import Callable
from typing import Any

from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from common.patience import within
from common.redis_client import RedisError, redis_client
from music_discovery_backend import metrics_page

_TRY_AGAIN = "5"  # seconds
# What is up answers in milliseconds; whoever probes does not wait long either.
_PATIENCE = 2.0  # seconds


class HealthMiddleware:
    """Answers before host names, https and sessions are looked at: probes come by address.

    ``live`` tells that this process answers. ``ready`` asks PostgreSQL and Redis, and is 503 only
    where both are away, or too slow to be of use: lists are served from either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        match request.path_info.rstrip("/"):
            case "/health/live":
                return JsonResponse({"status": "live"})
            case "/health/ready":
                return _readiness()
            case "/metrics":
                return metrics_page.answer(request)
        return self.get_response(request)


def _readiness() -> JsonResponse:
    checks = {
        "postgresql": _checked(_ask_postgresql, DatabaseError),
        "redis": _checked(_ask_redis, RedisError),
    }
    up = [check["state"] == "up" for check in checks.values()]
    status = "ready" if all(up) else "degraded" if any(up) else "unavailable"
    answer = JsonResponse({"status": status, "checks": checks}, status=200 if any(up) else 503)
    if not any(up):
        answer["Retry-After"] = _TRY_AGAIN
    return answer


def _checked(ask: Callable[[], None], away: type[Exception]) -> dict[str, Any]:
    """What is up, and how long the answer took."""
    begun = time.perf_counter()
    try:
        ask()
        state = "up"
    except away:
        state = "down"
    return {"state": state, "milliseconds": round((time.perf_counter() - begun) * 1000, 1)}


def _ask_postgresql() -> None:
    with within(_PATIENCE), connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_redis() -> None:
    redis_client().ping()
