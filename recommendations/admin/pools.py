"""The pools of candidates, and what is in them."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter

from common.admin import LookOnly, link, operation, url_of
from recommendations import services
from recommendations.models import PoolCandidate, TastePool
from recommendations.tasks import refill_pool


@operation("Drop, with its candidates", needs="recommendations.delete_tastepool")
def drop_pool(pool: TastePool) -> None:
    """The next refresh that wants the taste fills another."""
    services.drop_pool(pool.pk)


@operation("Refill now", needs="recommendations.change_tastepool")
def refill_now(pool: TastePool) -> None:
    """Within the call budget, by a worker."""
    services.outdate_pool(pool.pk)
    refill_pool.delay_on_commit(pool_id=pool.pk)


class TroubleFilter(DropdownFilter):
    """Whether the last fill went wrong."""

    title = "last fill"
    parameter_name = "fill"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Well, or not."""
        return [("failed", "failed"), ("well", "went well")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Pools with or without an error."""
        match self.value():
            case "failed":
                return queryset.exclude(last_error="")
            case "well":
                return queryset.filter(last_error="")
        return queryset


@admin.register(TastePool)
class TastePoolAdmin(LookOnly):
    """The pools: how full, how old, who wants them, what went wrong."""

    section = "Recommendations"
    icon = "water_drop"
    list_display = [
        "__str__",
        "candidate_count",
        "version",
        "fetched_at",
        "fresh_until",
        "wanted_at",
        "last_error",
    ]
    list_filter = [("kind", ChoicesDropdownFilter), TroubleFilter]
    ordering = ["kind", "value", "market"]
    search_fields = ["value"]
    search_help_text = "Part of the taste's name."
    actions = [drop_pool, refill_now]
    export_fields = ["kind", "value", "market", "version", "fetched_at", "wanted_at", "last_error"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TastePool]:
        """With the number of candidates, counted per row shown by the index on pool."""
        of_pool = PoolCandidate.objects.filter(pool=OuterRef("pk")).order_by().values("pool")
        count = Coalesce(Subquery(of_pool.values(number=Count("pk"))), 0)
        return super().get_queryset(request).annotate(candidate_count=count)

    @admin.display(description="candidates")
    def candidate_count(self, pool: Any) -> int:
        """How many tracks the pool offers."""
        return int(pool.candidate_count)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Pools are dropped by their action, which knows whether somebody fills them."""
        return False


@admin.register(PoolCandidate)
class PoolCandidateAdmin(LookOnly):
    """Which pool offers which track; reached from either."""

    section = "Recommendations"
    icon = "playlist_add"
    list_display = ["id", "pool", "title", "rank", "source", "seen_at"]
    list_select_related = ["pool", "track"]
    ordering = ["-id"]
    indexed = frozenset({"pool", "track"})

    @admin.display(description="track")
    def title(self, candidate: PoolCandidate) -> Any:
        """The way to the track."""
        return link(url_of("recommendations.track", candidate.track_id), candidate.track)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The next fill would bring it back."""
        return False
