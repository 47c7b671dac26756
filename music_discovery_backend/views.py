"""The views that belong to no app."""

from typing import Any

from django.utils.translation import gettext
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from common.caching import PUBLIC
from common.errors import NotFound


class ApiIndexView(APIView):
    """What there is, with links. ``me`` stands for the caller's own id."""

    cache_control = PUBLIC
    permission_classes = [AllowAny]

    def get(self, request: Request) -> Response:
        """List every endpoint by name."""
        me = {"user_ref": "me"}
        links = {
            "users": reverse("user-list", request=request),
            "me": reverse("user-detail", kwargs=me, request=request),
            "password_reset": reverse("password-reset", request=request),
            "export": reverse("user-export", kwargs=me, request=request),
            "token": reverse("token", request=request),
            "token_refresh": reverse("token-refresh", request=request),
            "token_verify": reverse("token-verify", request=request),
            "logout": reverse("logout", request=request),
            "tastes": reverse("recommendation-tastes", request=request),
            "popular": reverse("recommendation-popular", request=request),
            "recommendations": reverse("recommendation-list", kwargs=me, request=request),
            "refresh": reverse("recommendation-refresh", kwargs=me, request=request),
            "history": reverse("recommendation-history", kwargs=me, request=request),
            "feedback": reverse("recommendation-feedback", kwargs=me, request=request),
            "similar_listeners": reverse(
                "recommendation-similar-listeners", kwargs=me, request=request
            ),
            "activity": reverse("activity", request=request),
            "summary": reverse("analytics-summary", request=request),
            "trends": reverse("analytics-trends", request=request),
            "engagement": reverse("analytics-engagement", kwargs=me, request=request),
        }
        return Response(links)


class UnknownPathView(APIView):
    """Answers 404 to every method on a path that does not exist."""

    permission_classes = [AllowAny]
    authentication_classes: list[Any] = []

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse before DRF looks at the method: no method is better than another here."""
        raise NotFound(gettext("There is nothing at this path. Paths end with a slash."))
