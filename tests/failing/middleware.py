"""A middleware that fails."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class FailingMiddleware:
    """Fails before any view is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError("a secret")
