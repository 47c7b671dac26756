"""What several operations are asked by, and what several answers share."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from analytics.windows import NAMES
from common.schema import choice

WINDOW = choice("window", NAMES)
FORMAT = choice("format", ["json", "csv"], "A table is for staff.")
SINCE = OpenApiParameter("since", str, description="From this moment on, in ISO 8601.")
UNTIL = OpenApiParameter("until", str, description="Before this moment, in ISO 8601.")
ZONE = OpenApiParameter(
    "tz", str, description="Where days begin at midnight, such as Europe/Paris; UTC by default."
)


class ByAction(serializers.Serializer):
    """Events by their action."""

    play = serializers.IntegerField()
    like = serializers.IntegerField()
    skip = serializers.IntegerField()
    share = serializers.IntegerField()


class Report(serializers.Serializer):
    """What reports say of their time."""

    window = serializers.CharField()
    as_of = serializers.DateTimeField()


class SinceReport(Report):
    """A report of a span; ``since`` is null for all that ever happened."""

    since = serializers.DateTimeField(allow_null=True)


def table(body: Any) -> dict[Any, Any]:
    """Answers of a report that staff may have as a table."""
    return {(200, "application/json"): body, (200, "text/csv"): OpenApiTypes.STR}
