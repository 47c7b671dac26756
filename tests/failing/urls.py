"""Views that fail in ways of their own, below /api/."""

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

FAILURES: dict[str, Exception] = {
    "bug": ZeroDivisionError("a secret"),
    "missing": Http404("a secret"),
    "denied": PermissionDenied("a secret"),
    "suspicious": SuspiciousOperation("a secret"),
    "bad": BadRequest("a secret"),
}


def plain(request: HttpRequest, failure: str) -> HttpResponse:
    """A view of Django's."""
    raise FAILURES[failure]


class OfTheApi(APIView):
    """A view of DRF's."""

    permission_classes = [AllowAny]

    def get(self, request: Request, failure: str) -> Response:
        """Fail."""
        raise FAILURES[failure]


urlpatterns = [
    path("api/plain/<failure>/", plain),
    path("api/view/<failure>/", OfTheApi.as_view()),
]
