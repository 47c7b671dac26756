"""The OpenAPI document and two ways to look at it, from static files of our own."""

from typing import Any

from drf_spectacular.views import (
    SpectacularAPIView,
    SpectacularRedocView,
    SpectacularSwaggerSplitView,
)
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from common.caching import PUBLIC


class _Page(APIView):
    """A page that anyone may read; its errors are JSON like all others."""

    authentication_classes: list[Any] = []
    cache_control = PUBLIC

    def handle_exception(self, exc: Exception) -> Response:
        """An error is JSON, whatever the page is."""
        response = super().handle_exception(exc)
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = JSONRenderer.media_type
        return response


class SchemaView(_Page, SpectacularAPIView):
    """The document, as YAML or JSON."""


class SwaggerView(_Page, SpectacularSwaggerSplitView):
    """Swagger UI: try the API out in the browser."""


class RedocView(_Page, SpectacularRedocView):
    """ReDoc: read the API in the browser."""

    template_name = "api/redoc.html"
