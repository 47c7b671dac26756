"""Events in the admin: to look at, to export and to delete. They are facts and never edited."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    BooleanRadioFilter,
    ChoicesDropdownFilter,
    RangeDateTimeFilter,
)

from analytics.models import UserActivity
from common.admin import LargeTable, link, of_user, url_of, user_link


@admin.register(UserActivity)
class UserActivityAdmin(LargeTable):
    """Events, newest first."""

    section = "Activity"
    icon = "play_circle"
    list_display = [
        "id",
        user_link(),
        "action",
        "track_name",
        "artist_name",
        "timestamp",
        "private",
        "recommended",
    ]
    list_filter = [
        ("user", AutocompleteSelectFilter),
        ("action", ChoicesDropdownFilter),
        ("private", BooleanRadioFilter),
        ("timestamp", RangeDateTimeFilter),
    ]
    indexed = frozenset({"user", "recommendation"})
    orders: ClassVar[Mapping[str, Sequence[str]]] = {"user": ["-timestamp", "-id"]}
    list_select_related = ["user"]
    search_fields = ["track_id", "user__username"]
    search_help_text = "A user's id or exact name, or a track's exact id."
    export_fields = [
        "id",
        "user_id",
        "action",
        "track_id",
        "track_name",
        "artist_name",
        "timestamp",
        "received_at",
        "event_id",
        "ms_played",
        "duration_ms",
        "private",
        "recommendation_id",
    ]

    def found_by(self, term: str) -> Q:
        """Exact matches only: each is served by an index, however many events there are."""
        return Q(track_id=term) | of_user(term)

    @admin.display(description="recommendation")
    def recommended(self, event: UserActivity) -> Any:
        """The way to the recommendation that the event is about."""
        number = event.recommendation_id
        return link(url_of("recommendations.recommendation", number), number) if number else None
