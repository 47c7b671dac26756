"""What is kept counted, in the admin: to look at alone. The events are the truth."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from analytics.models import Item, RollupCursor, SelfCheck, TrackGenre, UserTotal
from common.admin import LookOnly, link, numbered, url_of


class _Counted(LookOnly):
    """Rows that follow the events by the rollup step alone."""

    section = "Counts"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A count that is missing is a count that is wrong."""
        return False


@admin.register(Item)
class ItemAdmin(_Counted):
    """Tracks, artists, genres and the platform, with their totals.

    Those that several users listened to first, the hottest of 30 days at the top.
    """

    icon = "leaderboard"
    list_display = [
        "key",
        "kind",
        "name",
        "artist_name",
        "plays",
        "streams",
        "likes",
        "skips",
        "shares",
        "several_listeners",
    ]
    list_filter = [("kind", ChoicesDropdownFilter)]
    # As the index item_hottest_all has them.
    ordering = ["kind", "-several_listeners", "-heat_720h"]
    search_fields = ["key"]
    search_help_text = "A track's exact id, an artist's name in small letters, or a genre."
    export_fields = ["kind", "key", "name", "artist_name", "plays", "likes", "skips", "shares"]

    def found_by(self, term: str) -> Q:
        """The item of each kind that has this key: the index begins with the kind."""
        return Q(kind__in=Item.Kind.values, key=term)


@admin.register(UserTotal)
class UserTotalAdmin(_Counted):
    """The most active users."""

    icon = "social_leaderboard"
    list_display = ["user_id", "account", "events", "last_at"]
    ordering = ["-events"]
    search_fields = ["user_id"]
    search_help_text = "A user's id."

    def found_by(self, term: str) -> Q:
        """By the primary key."""
        return numbered("user_id", term)

    @admin.display(description="user")
    def account(self, total: UserTotal) -> Any:
        """The way to the user's page. There is no foreign key: the user may be gone."""
        return link(url_of("users.user", total.user_id), f"user {total.user_id}")


@admin.register(TrackGenre)
class TrackGenreAdmin(_Counted):
    """The genres that tracks are counted under."""

    icon = "sell"
    list_display = ["track_id", "genre"]
    ordering = ["-id"]
    search_fields = ["track_id__exact"]
    search_help_text = "A track's exact id."


@admin.register(RollupCursor)
class RollupCursorAdmin(_Counted):
    """How far the counts have come."""

    icon = "step"
    list_display = ["position", "version", "moved_at", "landmark"]


@admin.register(SelfCheck)
class SelfCheckAdmin(_Counted):
    """Whether counts equal a recount."""

    icon = "fact_check"
    list_display = ["at", "what", "compared", "differing"]
    ordering = ["-id"]
