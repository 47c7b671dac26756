"""What OpenAPI says of recommendations beyond what the views show by themselves."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers

from common.schema import answers, explain, number
from recommendations.models import Feedback, Recommendation
from recommendations.serializers import (
    FeedbackSerializer,
    RefreshSerializer,
    RefreshStatusSerializer,
)
from recommendations.types import MAX_COUNT

_LIMIT = number("limit", 1, MAX_COUNT, "How many tracks; 20 by default.")


def _texts(name: str, about: str) -> OpenApiParameter:
    """A query parameter that may be repeated."""
    schema = {"type": "array", "items": {"type": "string"}}
    return OpenApiParameter(name, schema, explode=True, description=about)


_WISH = [
    _LIMIT,
    _texts("genre", "In place of the user's tastes; up to 5."),
    _texts("mood", "In place of the user's tastes; up to 5."),
    OpenApiParameter(
        "discovery",
        {"type": "number", "minimum": 0, "maximum": 1},
        description="From familiar to adventurous, in place of the preference.",
    ),
    OpenApiParameter("exclude", str, description="Track ids, divided by commas; up to 200."),
    OpenApiParameter("cursor", str, description="Taken from next_cursor; what it goes on with."),
]


class _Reason(serializers.Serializer):
    """Why a track was chosen."""

    code = serializers.CharField(help_text="Stable.")
    value = serializers.CharField(allow_blank=True)
    text = serializers.CharField(help_text="For people.")
    evidence = serializers.ListField(
        child=serializers.IntegerField(), help_text="Ids of the user's own events that led to it."
    )
    close_to = serializers.CharField(
        required=False, help_text="What the user likes, where value is only close to it."
    )


class _RecommendedTrack(serializers.ModelSerializer):
    """A track of a list, as it was shown."""

    id = serializers.IntegerField(allow_null=True)
    metadata = serializers.DictField()
    reason = _Reason()

    class Meta:
        model = Recommendation
        fields = [
            *("id", "track_id", "track_name", "artist_name", "album_name", "preview_url"),
            *("spotify_url", "album_art_url", "duration_ms", "popularity", "metadata"),
            *("created_at", "position", "score", "reason"),
        ]


class _Popular(serializers.Serializer):
    """What is popular here."""

    source = serializers.CharField()  # type: ignore[assignment]  # DRF has a name like it
    generated_at = serializers.DateTimeField()
    count = serializers.IntegerField()
    recommendations = _RecommendedTrack(many=True)


class _SimilarTracks(_Popular):
    """What goes with a track. ``source`` is learned or tastes."""

    track_id = serializers.CharField()


class _Companion(serializers.Serializer):
    """Somebody who wants to be seen."""

    display_name = serializers.CharField()
    shared_artists = serializers.ListField(child=serializers.CharField())


class _SimilarListeners(serializers.Serializer):
    """Listeners with like tastes."""

    user_id = serializers.IntegerField()
    count = serializers.IntegerField()
    listeners = _Companion(many=True)


class _RecommendationList(_Popular):
    """A user's list. ``source`` is cache, database, pools or popular."""

    user_id = serializers.IntegerField()
    fresh_until = serializers.DateTimeField()
    stale = serializers.BooleanField(help_text="A new list is being made behind this one.")
    next_cursor = serializers.CharField(
        allow_null=True, help_text="Leads on in the same ranking; null at its end."
    )


class _Genre(serializers.Serializer):
    """A genre and the genres right above it."""

    name = serializers.CharField()
    parents = serializers.ListField(child=serializers.CharField())


class _Choices(serializers.Serializer):
    """What a newcomer may choose from."""

    genres = _Genre(many=True)
    moods = serializers.ListField(child=serializers.CharField())
    artists = serializers.ListField(child=serializers.CharField())


class _Refresh(serializers.Serializer):
    """A refresh that is under way."""

    message = serializers.CharField()
    user_id = serializers.IntegerField()
    task_id = serializers.UUIDField()
    status = serializers.CharField(help_text="Always pending.")
    status_url = serializers.URLField()


class _FeedbackGiven(serializers.Serializer):
    """What was said, and whether it is news."""

    user_id = serializers.IntegerField()
    action = serializers.ChoiceField(Feedback.Action.choices)
    changed = serializers.BooleanField()
    subject = serializers.ChoiceField(Feedback.Subject.choices)
    key = serializers.CharField()


class _FeedbackInForce(serializers.Serializer):
    """A listener's last word on one track or artist."""

    action = serializers.ChoiceField(Feedback.Action.choices)
    track_id = serializers.CharField(allow_null=True)
    track_name = serializers.CharField(allow_null=True)
    artist_id = serializers.CharField(allow_null=True)
    artist_name = serializers.CharField(allow_null=True)
    changed_at = serializers.DateTimeField()


explain(
    "recommendations.views.TastesView",
    get=extend_schema(summary="Read what tastes there are to choose from", responses=_Choices),
)
explain(
    "recommendations.views.PopularView",
    get=extend_schema(
        summary="Read what is popular here",
        parameters=[_LIMIT],
        responses=answers({200: _Popular}, 400),
    ),
)
explain(
    "recommendations.views.SimilarTracksView",
    get=extend_schema(
        summary="Read what goes with a track",
        parameters=[_LIMIT],
        responses=answers({200: _SimilarTracks}, 400),
    ),
)
explain(
    "recommendations.views.SimilarListenersView",
    get=extend_schema(
        summary="Read who listens to the same",
        parameters=[number("limit", 1, MAX_COUNT, "How many listeners; 20 by default.")],
        responses=answers({200: _SimilarListeners}, 400),
    ),
)
explain(
    "recommendations.views.RecommendationListView",
    get=extend_schema(
        summary="Read a list of recommendations",
        parameters=_WISH,
        responses=answers({200: _RecommendationList}, 400),
    ),
)
explain(
    "recommendations.views.RefreshView",
    post=extend_schema(
        summary="Ask for a new list", request=RefreshSerializer, responses={202: _Refresh}
    ),
)
explain(
    "recommendations.views.RefreshStatusView",
    get=extend_schema(summary="Poll a refresh", responses=RefreshStatusSerializer),
)
explain(
    "recommendations.views.HistoryView", get=extend_schema(summary="Look back on the refreshes")
)
explain(
    "recommendations.views.FeedbackView",
    get=extend_schema(summary="Read the feedback in force", responses=_FeedbackInForce(many=True)),
    post=extend_schema(
        summary="Like, dislike, hide or undo",
        request=FeedbackSerializer,
        responses={200: _FeedbackGiven},
    ),
)
