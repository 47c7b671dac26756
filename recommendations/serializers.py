"""Requests and logs as JSON."""

from typing import Any

from rest_framework import serializers

from recommendations.models import RecommendationLog
from recommendations.types import DEFAULT_COUNT, MAX_COUNT, RefreshRequest, Taste, unique

MAX_SEEDS = 5


class CountSerializer(serializers.Serializer):
    """``?limit=``."""

    limit = serializers.IntegerField(
        min_value=1, max_value=MAX_COUNT, default=DEFAULT_COUNT, required=False
    )


class RefreshSerializer(serializers.Serializer):
    """What a refresh may be asked for."""

    limit = serializers.IntegerField(min_value=1, max_value=MAX_COUNT, default=MAX_COUNT)
    seed_genres = serializers.ListField(
        child=serializers.CharField(max_length=100), default=list, max_length=MAX_SEEDS
    )
    seed_artists = serializers.ListField(
        child=serializers.CharField(max_length=100), default=list, max_length=MAX_SEEDS
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Five seeds over both lists."""
        if len(attrs["seed_genres"]) + len(attrs["seed_artists"]) > MAX_SEEDS:
            raise serializers.ValidationError(f"At most {MAX_SEEDS} seeds in all.")
        return attrs

    def refresh_request(self) -> RefreshRequest:
        """The valid request in the domain's words."""
        data = self.validated_data
        genres = [Taste.of("genre", words) for words in data["seed_genres"]]
        artists = [Taste.of("artist", words) for words in data["seed_artists"]]
        return RefreshRequest(depth=data["limit"], seeds=unique([*genres, *artists]))


class RefreshStatusSerializer(serializers.ModelSerializer):
    """How one refresh stands."""

    error = serializers.SerializerMethodField()

    class Meta:
        model = RecommendationLog
        fields = ["task_id", "status", "count", "error"]

    def get_error(self, log: RecommendationLog) -> str | None:
        """The sentence of a refresh that failed, else null."""
        return log.error or None


class LogSerializer(RefreshStatusSerializer):
    """One refresh with its times."""

    class Meta(RefreshStatusSerializer.Meta):
        fields = [
            "task_id",
            "trigger",
            "status",
            "count",
            "source",
            "error",
            "created_at",
            "finished_at",
            "duration_ms",
        ]
