"""Sending and reading events."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework import serializers

from analytics.ingestion.validation import NAME_LENGTH
from analytics.models import UserActivity
from analytics.schema.parameters import SINCE, UNTIL
from analytics.serializers import ActivitySerializer
from common.schema import answers, choice, explain


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


def _either(name: str, *kinds: Any) -> PolymorphicProxySerializer:
    return PolymorphicProxySerializer(
        name, serializers=list(kinds), resource_type_field_name=None, many=False
    )


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
            SINCE,
            UNTIL,
            OpenApiParameter("user", str, description="A number or me; others are for staff."),
        ],
        responses=answers({200: ActivitySerializer(many=True)}, 400, 403),
    ),
)
