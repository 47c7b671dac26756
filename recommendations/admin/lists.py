"""What was chosen for whom."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import DropdownFilter

from common.admin import link, url_of, url_of_list, user_link
from recommendations.admin.of_one_user import BY_USER, OfOneUser
from recommendations.admin.refreshing import refresh_lists_of
from recommendations.models import Recommendation
from recommendations.reasons import CODES


class ReasonFilter(DropdownFilter):
    """By the reason's code. The table is not asked which codes it holds."""

    title = "reason"
    parameter_name = "reason_code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every reason there is."""
        return [(code, code.replace("_", " ")) for code in CODES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those with the reason."""
        return queryset.filter(reason_code=self.value()) if self.value() else queryset


class PlaceFilter(DropdownFilter):
    """Whether it stands in the user's present list."""

    title = "place"
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """In the list, or no more."""
        return [("in", "in the present list"), ("out", "has left it")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those that do, or do not."""
        if self.value() not in ("in", "out"):
            return queryset
        return queryset.filter(position__isnull=self.value() == "out")


@admin.register(Recommendation)
class RecommendationAdmin(OfOneUser):
    """What was chosen for whom, and why."""

    icon = "queue_music"
    list_display = [
        "id",
        user_link(),
        "position",
        "track",
        "artist_name",
        "score",
        "reason_code",
        "reason_value",
        "chosen_at",
    ]
    list_filter = [BY_USER, ReasonFilter, PlaceFilter]
    actions = [refresh_lists_of]
    export_fields = [
        "id",
        "user_id",
        "position",
        "track_id",
        "track_name",
        "artist_name",
        "score",
        "reason_code",
        "reason_value",
        "chosen_at",
    ]

    @admin.display(description="track")
    def track(self, row: Recommendation) -> Any:
        """The way to what we know of the track."""
        return link(url_of("recommendations.track", row.track_id), row.track_name)

    def ways_from(self, request: HttpRequest, row: Recommendation) -> Iterator[tuple[str, str]]:
        """Also to the events of the track."""
        yield from super().ways_from(request, row)
        if request.user.has_perm("analytics.view_useractivity"):
            yield "activity with the track", url_of_list("analytics.useractivity", q=row.track_id)
