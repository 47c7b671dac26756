"""The report on recommendations."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from analytics.schema.parameters import FORMAT, WINDOW, SinceReport, table
from common.schema import answers, explain


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


class _OfVariant(_Outcome):
    variant = serializers.CharField(allow_blank=True)


class _VariantReach(serializers.Serializer):
    variant = serializers.CharField()
    listeners = serializers.IntegerField()
    expected_share = serializers.FloatField()


class _SampleRatio(serializers.Serializer):
    """Whether an experiment divided listeners as it was to."""

    experiment = serializers.CharField()
    variants = _VariantReach(many=True)
    p = serializers.FloatField()
    ok = serializers.BooleanField()


class _RecommendationReport(SinceReport):
    """What became of recommendations."""

    total = _Outcome()
    by_source = _OfSource(many=True)
    by_reason = _OfReason(many=True)
    by_position = _OfPosition(many=True)
    by_variant = _OfVariant(many=True)
    sample_ratio = _SampleRatio(many=True)


explain(
    "analytics.views.reports.RecommendationReportView",
    get=extend_schema(
        summary="Read what became of recommendations (staff)",
        parameters=[WINDOW, FORMAT],
        responses=answers(table(_RecommendationReport), 400),
    ),
)
