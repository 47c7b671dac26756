"""The reports."""

from datetime import UTC, datetime

from django.http import StreamingHttpResponse
from rest_framework.permissions import IsAdminUser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics import selectors
from analytics.query import moment_of, number_of, window_of, zone_of
from analytics.views import rows
from analytics.views.tables import CSVRenderer, answer
from common.access import subject_of
from common.errors import NotFound
from users import selectors as users

MAX_TRENDS = 50
# A report of the same figures is the same report, a minute later.
MOVING = ("as_of", "since")
Answer = Response | StreamingHttpResponse


class ReportView(APIView):
    """What all reports share."""

    ratelimit_group = "analytics"
    renderer_classes = [JSONRenderer, CSVRenderer]
    moving = MOVING

    def handle_exception(self, exc: Exception) -> Response:
        """An error is JSON, whatever was asked for."""
        response = super().handle_exception(exc)
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = JSONRenderer.media_type
        return response


class SummaryView(ReportView):
    """Platform totals. Who the most active users are is for staff."""

    service_scopes = {"GET": "analytics:read"}

    def get(self, request: Request) -> Answer:
        """``?window=24h|7d|30d|all`` bounds the activities; totals of users are always total.

        ``?tz=`` says where ``today`` begins.
        """
        window, zone = window_of(request.query_params, default="all"), zone_of(request.query_params)
        body = selectors.summary(window, zone=zone, for_staff=request.user.is_staff)
        return answer(request, "summary", body, rows.of_summary(body))


class TrendsView(ReportView):
    """Tracks, artists and genres that are on the rise."""

    service_scopes = {"GET": "analytics:read"}

    def get(self, request: Request) -> Answer:
        """``?window=24h|7d|30d|all``, ``?limit=1..50``."""
        query = request.query_params
        limit = number_of(query, "limit", default=10, most=MAX_TRENDS)
        window = window_of(query, default="24h")
        body = selectors.trends(window, limit=limit)
        return answer(request, "trends", body, rows.of_trends(body))


class TimeseriesView(ReportView):
    """One figure of the platform by hour or day."""

    service_scopes = {"GET": "analytics:read"}

    def get(self, request: Request) -> Answer:
        """``?metric=``, ``?interval=hour|day``, ``?since=``, ``?until=``, ``?tz=`` for days."""
        query, now = request.query_params, datetime.now(UTC)
        since, until = moment_of(query, "since"), moment_of(query, "until")
        metric, interval = query.get("metric", "activities"), query.get("interval", "day")
        series = selectors.series_of(metric, interval, since, until, now, zone_of(query))
        body = selectors.timeseries(series, now)
        return answer(request, "timeseries", body, rows.of_timeseries(body))


class RecommendationReportView(ReportView):
    """What became of recommendations. For staff."""

    permission_classes = [IsAdminUser]

    def get(self, request: Request) -> Answer:
        """``?window=24h|7d|30d|all``."""
        body = selectors.recommendation_report(window_of(request.query_params, default="30d"))
        return answer(request, "recommendations", body, rows.of_recommendations(body))


class EngagementView(APIView):
    """What one user did. For the user and staff."""

    moving = MOVING
    ratelimit_group = "analytics"

    def get(self, request: Request, user_ref: str | int) -> Response:
        """``?window=24h|7d|30d|all``; ``?tz=`` says where the user's days begin."""
        user_id = subject_of(request, user_ref)
        query = request.query_params
        window, zone = window_of(query, default="all"), zone_of(query)
        if not users.exists(user_id):
            raise NotFound
        return Response(selectors.engagement(user_id, window, zone=zone))
