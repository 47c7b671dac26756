"""Requests and logs as JSON."""

from typing import Any

from django.utils.translation import gettext
from rest_framework import serializers

from common.errors import UpstreamUnavailable
from common.language import said_anew
from recommendations.models import Feedback, RecommendationLog
from recommendations.types import (
    DEFAULT_COUNT,
    MAX_COUNT,
    RefreshRequest,
    Target,
    Taste,
    Wish,
    is_spotify_id,
    unique,
)

MAX_SEEDS = 5
MAX_EXCLUDED = 200
MAX_TRACK_ID = 64
MAX_CURSOR = 100


class CountSerializer(serializers.Serializer):
    """``?limit=``."""

    limit = serializers.IntegerField(
        min_value=1, max_value=MAX_COUNT, default=DEFAULT_COUNT, required=False
    )


class WishSerializer(CountSerializer):
    """``?limit= &genre= &mood= &discovery= &exclude= &cursor=``; those for lists may be repeated.

    A cursor brings along what its list was made for.
    """

    genre = serializers.ListField(
        child=serializers.CharField(max_length=100), default=list, max_length=MAX_SEEDS
    )
    mood = serializers.ListField(
        child=serializers.CharField(max_length=100), default=list, max_length=MAX_SEEDS
    )
    discovery = serializers.FloatField(default=None)
    exclude = serializers.ListField(child=serializers.CharField(), default=list)
    cursor = serializers.CharField(max_length=MAX_CURSOR, default=None)

    def validate_discovery(self, discovery: float | None) -> float | None:
        """From 0 to 1; a number that is none is neither."""
        if discovery is not None and not 0 <= discovery <= 1:
            raise serializers.ValidationError(gettext("A number from 0 to 1."))
        return discovery

    def validate_exclude(self, given: list[str]) -> list[str]:
        """Track ids, divided by commas or repeated."""
        ids = [track_id.strip() for part in given for track_id in part.split(",")]
        if len(ids) > MAX_EXCLUDED:
            raise serializers.ValidationError(
                gettext("At most %(most)d tracks.") % {"most": MAX_EXCLUDED}
            )
        if not all(0 < len(track_id) <= MAX_TRACK_ID for track_id in ids):
            raise serializers.ValidationError(gettext("Track ids, divided by commas."))
        return ids

    def wish(self) -> Wish | None:
        """The valid request in the domain's words; None if it asks for the user's list."""
        data = self.validated_data
        genres = [Taste.of("genre", words) for words in data["genre"]]
        moods = [Taste.of("mood", words) for words in data["mood"]]
        tastes = unique([*genres, *moods])
        wish = Wish(tastes, data["discovery"], frozenset(data["exclude"]))
        return None if wish == Wish() else wish


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
            raise serializers.ValidationError(
                gettext("At most %(most)d seeds in all.") % {"most": MAX_SEEDS}
            )
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
        return said_anew(log.error, UpstreamUnavailable.sentence) if log.error else None


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


class FeedbackSerializer(serializers.ModelSerializer):
    """A listener's word on one track or artist."""

    action = serializers.ChoiceField(Feedback.Action.choices)
    track_id = serializers.CharField(max_length=64, required=False)
    artist_id = serializers.CharField(max_length=64, required=False)
    artist_name = serializers.CharField(max_length=100, required=False)

    class Meta:
        model = Feedback
        fields = ["action", "track_id", "track_name", "artist_id", "artist_name", "changed_at"]
        read_only_fields = ["track_name", "changed_at"]

    def validate_artist_id(self, artist_id: str) -> str:
        """A Spotify id."""
        if not is_spotify_id(artist_id):
            raise serializers.ValidationError(gettext("Not the id of an artist."))
        return artist_id

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Each action names what it speaks of; undo names one of the two."""
        track, artist = "track_id" in attrs, bool({"artist_id", "artist_name"} & attrs.keys())
        action = attrs["action"]
        if action == Feedback.Action.UNDO:
            if track == artist:
                raise serializers.ValidationError(gettext("Name a track or an artist to undo."))
        elif action == Feedback.Action.HIDE_ARTIST:
            if not artist:
                raise serializers.ValidationError(
                    {"artist_name": [gettext("Name an artist, or its id.")]}
                )
        elif not track:
            raise serializers.ValidationError({"track_id": [gettext("This field is required.")]})
        return attrs

    def target(self) -> Target:
        """What the valid request speaks of."""
        data = self.validated_data
        hides_artist = data["action"] == Feedback.Action.HIDE_ARTIST
        if "track_id" in data and not hides_artist:
            return Target("track", data["track_id"])
        name = data.get("artist_name", "")
        return Target("artist", data.get("artist_id") or Taste.of("artist", name).value, name)

    def to_representation(self, row: Feedback) -> dict[str, Any]:
        """The row; the id or the name is null where nobody knows it."""
        is_track = row.subject == Feedback.Subject.TRACK
        return {
            "action": row.action,
            "track_id": row.key if is_track else None,
            "track_name": row.track_name or None,
            "artist_id": row.key if not is_track and is_spotify_id(row.key) else None,
            "artist_name": ", ".join(row.artist_names) or None,
            "changed_at": row.changed_at,
        }
