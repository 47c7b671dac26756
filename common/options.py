"""OPTIONS: what a path allows."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rest_framework import status
from rest_framework.views import APIView


class OptionsMiddleware:
    """Answers OPTIONS with ``Allow``, to anyone: that a method exists is no secret.

    DRF would ask for a token, and look into the database for what the caller might change. A
    browser's question before a request to another origin never comes here: django-cors-headers
    answers it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponse | None:
        """The answer, or None for what is no view of the API or has no method at all."""
        kind = getattr(view, "view_class", None)
        if request.method != "OPTIONS" or kind is None or not issubclass(kind, APIView):
            return None
        instance = kind(**view.view_initkwargs)
        instance.setup(request, *arguments, **named)
        methods = instance.allowed_methods
        if methods == ["OPTIONS"]:
            return None
        answer = HttpResponse(status=status.HTTP_204_NO_CONTENT)
        answer["Allow"] = ", ".join(methods)
        del answer["Content-Type"]
        return answer
