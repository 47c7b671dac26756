"""Bringing a history along."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from analytics.views.imports import ImportJobSerializer
from common.schema import answers, explain


class _Upload(serializers.Serializer):
    """An export of Spotify, Last.fm or ListenBrainz."""

    file = serializers.FileField()


class _ImportBegun(ImportJobSerializer):
    """An import and where to poll it."""

    status_url = serializers.URLField()

    class Meta(ImportJobSerializer.Meta):
        fields = [*ImportJobSerializer.Meta.fields, "status_url"]


explain(
    "analytics.views.imports.ImportView",
    post=extend_schema(
        summary="Bring a listening history along",
        request={"multipart/form-data": _Upload},
        responses=answers({202: _ImportBegun}, 409),
    ),
)
explain("analytics.views.imports.ImportJobView", get=extend_schema(summary="Poll an import"))
