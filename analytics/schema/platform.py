"""Reports on the whole platform."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from analytics.reports.timeseries import METRICS, STEPS
from analytics.schema.parameters import (
    FORMAT,
    SINCE,
    UNTIL,
    WINDOW,
    ZONE,
    ByAction,
    Report,
    SinceReport,
    table,
)
from analytics.views.reports import MAX_TRENDS
from analytics.windows import NAMES
from common.schema import answers, choice, explain, number

WINDOW_24H = choice("window", NAMES, "24h by default.")


class _ActiveUsers(serializers.Serializer):
    """Users with activity in the last 24 hours, 7 and 30 days."""

    day = serializers.IntegerField()
    week = serializers.IntegerField()
    month = serializers.IntegerField()


class _Today(serializers.Serializer):
    """The day so far, from midnight in the zone that was asked for."""

    date = serializers.DateField()
    since = serializers.DateTimeField()
    total_activities = serializers.IntegerField()
    active_users = serializers.IntegerField()


class _MostActive(serializers.Serializer):
    """One of the most active users."""

    user_id = serializers.IntegerField()
    email = serializers.CharField(allow_null=True)
    activity_count = serializers.IntegerField()


class _Summary(SinceReport):
    """Totals of the platform."""

    total_users = serializers.IntegerField()
    total_activities = serializers.IntegerField()
    total_recommendations = serializers.IntegerField()
    activities_by_action = ByAction()
    active_users = _ActiveUsers()
    today = _Today()
    most_active_users = _MostActive(many=True, required=False, help_text="Staff only.")


class _Trend(serializers.Serializer):
    """A line of a trend list."""

    score = serializers.FloatField()
    rank = serializers.IntegerField()
    previous_rank = serializers.IntegerField(allow_null=True)


class _TrendingGenre(_Trend):
    name = serializers.CharField()
    count = serializers.IntegerField()


class _TrendingArtist(_Trend):
    name = serializers.CharField()
    activity_count = serializers.IntegerField()


class _TrendingTrack(_Trend):
    track_id = serializers.CharField()
    track_name = serializers.CharField()
    artist_name = serializers.CharField()
    play_count = serializers.IntegerField()


class _Trends(SinceReport):
    """What is on the rise."""

    trending_genres = _TrendingGenre(many=True)
    trending_artists = _TrendingArtist(many=True)
    popular_tracks = _TrendingTrack(many=True)


class _Point(serializers.Serializer):
    at = serializers.DateTimeField()
    value = serializers.IntegerField()


class _Timeseries(Report):
    """One figure by hour or day."""

    metric = serializers.ChoiceField(METRICS)
    interval = serializers.ChoiceField(list(STEPS))
    points = _Point(many=True)


explain(
    "analytics.views.reports.SummaryView",
    get=extend_schema(
        summary="Read the totals",
        parameters=[WINDOW, ZONE, FORMAT],
        responses=answers(table(_Summary), 400, 403),
    ),
)
explain(
    "analytics.views.reports.TrendsView",
    get=extend_schema(
        summary="Read the trends",
        parameters=[WINDOW_24H, number("limit", 1, MAX_TRENDS), FORMAT],
        responses=answers(table(_Trends), 400, 403),
    ),
)
explain(
    "analytics.views.reports.TimeseriesView",
    get=extend_schema(
        summary="Read a figure over time",
        parameters=[
            choice("metric", METRICS),
            choice("interval", STEPS),
            SINCE,
            UNTIL,
            ZONE,
            FORMAT,
        ],
        responses=answers(table(_Timeseries), 400, 403),
    ),
)
