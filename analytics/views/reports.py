"""The reports."""

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics import selectors
from analytics.query import number_of, window_of, zone_of
from common.access import subject_of
from common.errors import NotFound
from users import selectors as users

MAX_TRENDS = 50


class SummaryView(APIView):
    """Platform totals. Who the most active users are is for staff."""

    ratelimit_group = "analytics"

    def get(self, request: Request) -> Response:
        """``?window=24h|7d|30d|all`` bounds the activities; totals of users are always total."""
        window = window_of(request.query_params, default="all")
        return Response(selectors.summary(window, for_staff=request.user.is_staff))


class TrendsView(APIView):
    """Tracks, artists and genres that are on the rise."""

    ratelimit_group = "analytics"

    def get(self, request: Request) -> Response:
        """``?window=24h|7d|30d``, ``?limit=1..50``."""
        query = request.query_params
        limit = number_of(query, "limit", default=10, most=MAX_TRENDS)
        window = window_of(query, default="24h", endless=False)
        return Response(selectors.trends(window, limit=limit))


class EngagementView(APIView):
    """What one user did. For the user and staff."""

    ratelimit_group = "analytics"

    def get(self, request: Request, user_ref: str | int) -> Response:
        """``?window=24h|7d|30d|all``; ``?tz=`` says where the user's days begin."""
        user_id = subject_of(request, user_ref)
        query = request.query_params
        window, zone = window_of(query, default="all"), zone_of(query)
        if not users.exists(user_id):
            raise NotFound
        return Response(selectors.engagement(user_id, window, zone=zone))
