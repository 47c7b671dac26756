"""One id per request, in the answer, in error bodies and in every log line."""

import os
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from common.trace import begin_request, end_request

HEADER = "X-Request-ID"
# What a caller may choose: enough for UUIDs and trace ids, nothing that could forge a log line.
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestIdMiddleware:
    """Takes the caller's ``X-Request-ID`` if it is acceptable, else makes one; answers with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sent = request.META.get("HTTP_X_REQUEST_ID", "")
        request_id = sent if _ACCEPTABLE.fullmatch(sent) else os.urandom(16).hex()
        request.request_id = request_id  # type: ignore[attr-defined]
        begun = begin_request(request_id)
        try:
            response = self.get_response(request)
        finally:
            end_request(begun)
        response[HEADER] = request_id
        return response
