"""What OpenAPI says of analytics beyond what the views show by themselves."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework import serializers

from analytics.ingestion.validation import NAME_LENGTH
from analytics.models import UserActivity
from analytics.reports.timeseries import METRICS, STEPS
from analytics.serializers import ActivitySerializer
from analytics.views.imports import ImportJobSerializer
from analytics.views.reports import MAX_TRENDS
from analytics.windows import ALL, LENGTHS
from common.schema import answers, choice, explain, number

_BOUNDED = choice("window", LENGTHS, "24h by default.")
_WINDOW = choice("window", [*LENGTHS, ALL])
_FORMAT = choice("format", ["json", "csv"], "A table is for staff.")
_SINCE = OpenApiParameter("since", str, description="From this moment on, in ISO 8601.")
_UNTIL = OpenApiParameter("until", str, description="Before this moment, in ISO 8601.")


class _Event(serializers.Serializer):
    """Something that a listener did."""

    action = serializers.ChoiceField(UserActivity.Action.choices)
    track_id = serializers.CharField(max_length=64)
    track_name = serializers.CharField(max_length=NAME_LENGTH)
    artist_name = serializers.CharField(max_length=NAME_LENGTH)
    event_id = serializers.CharField(max_length=64, required=False)
    timestamp = serializers.DateTimeField(required=False)
    recommendation = serializers.IntegerField(required=False, allow_null=True)
    metadata = serializers.DictField(required=False)
    ms_played = serializers.IntegerField(required=False, allow_null=True, min_value=0)
    duration_ms = serializers.IntegerField(required=False, allow_null=True, min_value=0)
    reason_end = serializers.CharField(max_length=32, required=False)
    user = serializers.IntegerField(required=False, help_text="For staff and services.")


class _Verdict(serializers.Serializer):
    """What became of one event of a list."""

    index = serializers.IntegerField()
    status = serializers.ChoiceField(["accepted", "duplicate", "rejected"])
    id = serializers.IntegerField(allow_null=True)
    code = serializers.CharField(required=False)
    detail = serializers.DictField(required=False)


class _Verdicts(serializers.Serializer):
    """What became of a list of events."""

    accepted = serializers.IntegerField()
    duplicate = serializers.IntegerField()
    rejected = serializers.IntegerField()
    results = _Verdict(many=True)


class _Upload(serializers.Serializer):
    """An export of Spotify, Last.fm or ListenBrainz."""

    file = serializers.FileField()


class _ImportBegun(ImportJobSerializer):
    """An import and where to poll it."""

    status_url = serializers.URLField()

    class Meta(ImportJobSerializer.Meta):
        fields = [*ImportJobSerializer.Meta.fields, "status_url"]


class _ByAction(serializers.Serializer):
    """Events by their action."""

    play = serializers.IntegerField()
    like = serializers.IntegerField()
    skip = serializers.IntegerField()
    share = serializers.IntegerField()


class _ActiveUsers(serializers.Serializer):
    """Users with activity in the last 24 hours, 7 and 30 days."""

    day = serializers.IntegerField()
    week = serializers.IntegerField()
    month = serializers.IntegerField()


class _MostActive(serializers.Serializer):
    """One of the most active users."""

    user_id = serializers.IntegerField()
    email = serializers.CharField(allow_null=True)
    activity_count = serializers.IntegerField()


class _Report(serializers.Serializer):
    """What reports say of their time."""

    window = serializers.CharField()
    as_of = serializers.DateTimeField()


class _SinceReport(_Report):
    """A report of a span; ``since`` is null for all that ever happened."""

    since = serializers.DateTimeField(allow_null=True)


class _Summary(_SinceReport):
    """Totals of the platform."""

    total_users = serializers.IntegerField()
    total_activities = serializers.IntegerField()
    total_recommendations = serializers.IntegerField()
    activities_by_action = _ByAction()
    active_users = _ActiveUsers()
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


class _Trends(_SinceReport):
    """What is on the rise."""

    trending_genres = _TrendingGenre(many=True)
    trending_artists = _TrendingArtist(many=True)
    popular_tracks = _TrendingTrack(many=True)


class _Point(serializers.Serializer):
    at = serializers.DateTimeField()
    value = serializers.IntegerField()


class _Timeseries(_Report):
    """One figure by hour or day."""

    metric = serializers.ChoiceField(METRICS)
    interval = serializers.ChoiceField(list(STEPS))
    points = _Point(many=True)


class _Rate(serializers.Serializer):
    """A rate and its 95 % interval."""

    rate = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class _Outcome(serializers.Serializer):
    impressions = serializers.IntegerField()
    click_through = _Rate()
    like_rate = _Rate()
    skip_rate = _Rate()


class _OfSource(_Outcome):
    source = serializers.CharField()  # type: ignore[assignment]  # DRF has a name like it


class _OfReason(_Outcome):
    reason = serializers.CharField()


class _OfPosition(_Outcome):
    position = serializers.IntegerField()


class _RecommendationReport(_SinceReport):
    """What became of recommendations."""

    by_source = _OfSource(many=True)
    by_reason = _OfReason(many=True)
    by_position = _OfPosition(many=True)


class _FavoriteArtist(serializers.Serializer):
    name = serializers.CharField()
    count = serializers.IntegerField()


class _FavoriteTrack(serializers.Serializer):
    track_id = serializers.CharField()
    track_name = serializers.CharField()
    artist_name = serializers.CharField()
    count = serializers.IntegerField()


class _Engagement(_Report):
    """What one user did."""

    user_id = serializers.IntegerField()
    total_activities = serializers.IntegerField()
    activities_by_action = _ByAction()
    favorite_artists = _FavoriteArtist(many=True)
    favorite_tracks = _FavoriteTrack(many=True)
    recent_activities = ActivitySerializer(many=True)
    streak_days = serializers.IntegerField()
    skip_rate = serializers.FloatField(allow_null=True)


def _either(name: str, *kinds: Any) -> PolymorphicProxySerializer:
    return PolymorphicProxySerializer(
        name, serializers=list(kinds), resource_type_field_name=None, many=False
    )


def _table(body: Any) -> dict[Any, Any]:
    return {(200, "application/json"): body, (200, "text/csv"): OpenApiTypes.STR}


explain(
    "analytics.views.activity.ActivityView",
    post=extend_schema(
        summary="Send one event or a list",
        request=_either("EventOrEvents", _Event, _Event(many=True)),
        responses=answers(
            {
                200: _either("ActivityOrVerdicts", ActivitySerializer, _Verdicts),
                201: ActivitySerializer,
            },
            403,
            409,
        ),
    ),
    get=extend_schema(
        summary="Read events, newest first",
        parameters=[
            choice("action", UserActivity.Action.values),
            OpenApiParameter("track_id", str),
            OpenApiParameter("event_id", str),
            _SINCE,
            _UNTIL,
            OpenApiParameter("user", str, description="A number or me; others are for staff."),
        ],
        responses=answers({200: ActivitySerializer(many=True)}, 400, 403),
    ),
)
explain(
    "analytics.views.imports.ImportView",
    post=extend_schema(
        summary="Bring a listening history along",
        request={"multipart/form-data": _Upload},
        responses=answers({202: _ImportBegun}, 409),
    ),
)
explain("analytics.views.imports.ImportJobView", get=extend_schema(summary="Poll an import"))
explain(
    "analytics.views.reports.SummaryView",
    get=extend_schema(
        summary="Read the totals",
        parameters=[_WINDOW, _FORMAT],
        responses=answers(_table(_Summary), 400, 403),
    ),
)
explain(
    "analytics.views.reports.TrendsView",
    get=extend_schema(
        summary="Read the trends",
        parameters=[_BOUNDED, number("limit", 1, MAX_TRENDS), _FORMAT],
        responses=answers(_table(_Trends), 400, 403),
    ),
)
explain(
    "analytics.views.reports.TimeseriesView",
    get=extend_schema(
        summary="Read a figure over time",
        parameters=[choice("metric", METRICS), choice("interval", STEPS), _SINCE, _UNTIL, _FORMAT],
        responses=answers(_table(_Timeseries), 400, 403),
    ),
)
explain(
    "analytics.views.reports.RecommendationReportView",
    get=extend_schema(
        summary="Read what became of recommendations (staff)",
        parameters=[_WINDOW, _FORMAT],
        responses=answers(_table(_RecommendationReport), 400),
    ),
)
explain(
    "analytics.views.reports.EngagementView",
    get=extend_schema(
        summary="Read what one user did",
        parameters=[_WINDOW, OpenApiParameter("tz", str, description="Such as Europe/Paris.")],
        responses=answers({200: _Engagement}, 400),
    ),
)
