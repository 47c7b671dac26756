"""The report on one user."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from analytics.schema.parameters import WINDOW, ZONE, ByAction, Report
from analytics.serializers import ActivitySerializer
from common.schema import answers, explain


class _FavoriteArtist(serializers.Serializer):
    name = serializers.CharField()
    count = serializers.IntegerField()


class _FavoriteTrack(serializers.Serializer):
    track_id = serializers.CharField()
    track_name = serializers.CharField()
    artist_name = serializers.CharField()
    count = serializers.IntegerField()


class _Day(serializers.Serializer):
    """One of the last 31 days, from midnight in the zone that was asked for."""

    date = serializers.DateField()
    activities = serializers.IntegerField()
    streams = serializers.IntegerField()
    ms_played = serializers.IntegerField()


class _Engagement(Report):
    """What one user did."""

    user_id = serializers.IntegerField()
    total_activities = serializers.IntegerField()
    activities_by_action = ByAction()
    favorite_artists = _FavoriteArtist(many=True)
    favorite_tracks = _FavoriteTrack(many=True)
    recent_activities = ActivitySerializer(many=True)
    days = _Day(many=True)
    streak_days = serializers.IntegerField()
    skip_rate = serializers.FloatField(allow_null=True)


explain(
    "analytics.views.reports.EngagementView",
    get=extend_schema(
        summary="Read what one user did",
        parameters=[WINDOW, ZONE],
        responses=answers({200: _Engagement}, 400),
    ),
)
