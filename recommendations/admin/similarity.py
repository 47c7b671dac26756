"""What was learned of which items go together."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import BooleanRadioFilter, ChoicesDropdownFilter

from common.admin import LookOnly
from recommendations import services
from recommendations.models import SimilarItem, SimilarityVersion

_SHOWN = 20


@admin.register(SimilarityVersion)
class SimilarityVersionAdmin(LookOnly):
    """What was learned when, from how much, and which version is served."""

    section = "Learning"
    icon = "model_training"
    list_display = ["id", "kind", "active", "listeners", "items", "links", "created_at"]
    list_filter = [("kind", ChoicesDropdownFilter), ("active", BooleanRadioFilter)]
    ordering = ["-id"]
    actions = ["activate"]

    def has_activate_permission(self, request: HttpRequest) -> bool:
        """Who may change versions, if there were anything else to change."""
        return request.user.has_perm("recommendations.change_similarityversion")

    @admin.action(description="Serve the selected version", permissions=["activate"])
    def activate(self, request: HttpRequest, queryset: QuerySet[SimilarityVersion]) -> None:
        """Serve one version in place of its kind's active one: the way back after a bad one."""
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            self.message_user(request, "Select one version.", messages.ERROR)
            return
        try:
            services.activate_similarity(chosen[0].pk)
        except services.VersionNotKept as error:
            self.message_user(request, error.message, messages.ERROR)
        else:
            self.log_change(request, chosen[0], "Served from now on.")
            self.message_user(request, f"Version {chosen[0].pk} is served now.")


@admin.register(SimilarItem)
class SimilarItemAdmin(LookOnly):
    """The items of the versions that are kept, and whom each speaks for."""

    section = "Learning"
    icon = "hub"
    list_display = ["key", "version", "listeners", "neighbour_count"]
    list_select_related = ["version"]
    ordering = ["version", "number"]  # as the constraint similar_item_number has them
    search_fields = ["key"]
    search_help_text = "A track's exact id, or an artist's name in small letters."
    indexed = frozenset({"version"})
    readonly_fields = ["version", "number", "key", "listeners", "speaks_for"]

    def found_by(self, term: str) -> Q:
        """The item in each version: the index begins with the version."""
        versions = list(SimilarityVersion.objects.values_list("pk", flat=True))
        return Q(version__in=versions, key=term)

    @admin.display(description="neighbours")
    def neighbour_count(self, item: SimilarItem) -> int:
        """How many items it speaks for or against."""
        return len(item.neighbours)

    @admin.display(description=f"speaks for (the strongest {_SHOWN})")
    def speaks_for(self, item: SimilarItem) -> str:
        """The neighbours' names with their weights, strongest first."""
        numbers = item.neighbours[:_SHOWN]
        kin = SimilarItem.objects.filter(version=item.version_id, number__in=numbers)
        names = dict(kin.values_list("number", "key"))
        pairs = zip(numbers, item.weights, strict=False)
        return ", ".join(f"{names.get(number, '?')} {weight:.3f}" for number, weight in pairs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A version is whole, or it is not served."""
        return False
