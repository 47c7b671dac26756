"""``/metrics``: what Prometheus asks for, from inside."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST

from common import metrics
from music_discovery_backend import task_metrics  # noqa: F401 - has its say

_SCHEME = "Bearer "


def answer(request: HttpRequest) -> HttpResponse:
    """All metrics.

    404 to whoever comes through a proxy: Nginx, or what stands before it, speaks for the public.
    401 without METRICS_TOKEN, where one is set.
    """
    if "HTTP_X_FORWARDED_FOR" in request.META:
        return HttpResponse(status=404)
    if not _may(request):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(metrics.exposition(), content_type=CONTENT_TYPE_LATEST)


def _may(request: HttpRequest) -> bool:
    if not settings.METRICS_TOKEN:
        return True
    expected = _SCHEME + settings.METRICS_TOKEN
    sent = request.META.get("HTTP_AUTHORIZATION", "")
    return hmac.compare_digest(sent.encode(), expected.encode())
