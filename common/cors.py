"""django-cors-headers, out of the way of those who do not ask."""

from collections.abc import Callable
from typing import Any

from corsheaders.middleware import CorsMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers


class CorsWhereAsked(CorsMiddleware):
    """Only pages of other origins send ``Origin``, and only they need more than ``Vary``.

    For all others the middleware would look through every header of the request, at a tenth of
    what a cached read costs.
    """

    get_response: Callable[[HttpRequest], HttpResponseBase]  # the service runs no event loop

    def __call__(self, request: HttpRequest) -> Any:
        if "HTTP_ORIGIN" in request.META or request.method == "OPTIONS":
            return super().__call__(request)
        response = self.get_response(request)
        if "origin" not in response.headers.get("Vary", "") and self.is_enabled(request):
            patch_vary_headers(response, ("origin",))
        return response
