"""Lists, refreshes, pools and tracks in the admin: to look at and to delete, not to edit.

What is shown was made by tasks and would be made anew by the next one. No page counts a whole
table or sorts one by a column without an index.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from common.bounded_paginator import BoundedPaginator
from recommendations import services
from recommendations.models import (
    PoolCandidate,
    Recommendation,
    RecommendationLog,
    SimilarityVersion,
    TastePool,
    Track,
)


class LookOnly(admin.ModelAdmin):
    """Rows that tasks write: shown, searched, deleted."""

    show_full_result_count = False
    paginator = BoundedPaginator
    list_per_page = 50

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Every column, without making a form that nobody could send."""
        return self.get_readonly_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Every column."""
        return [field.name for field in self.model._meta.fields]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Tasks make these."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tasks would overwrite what a person wrote."""
        return False


class OfOneUser(LookOnly):
    """Rows that belong to a user, and are found by that user."""

    list_select_related = ["user"]
    search_fields = ["=user__username"]
    search_help_text = "A user's id or exact name."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Exact matches only: each is served by an index, however many rows there are."""
        term = search_term.strip()
        if not term:
            return queryset, False
        match = Q(user__username=term)
        if term.isascii() and term.isdigit() and len(term) <= 18:
            match |= Q(user_id=int(term))
        return queryset.filter(match), False


@admin.register(Recommendation)
class RecommendationAdmin(OfOneUser):
    """What was chosen for whom, and why."""

    list_display = ["id", "user", "position", "track_name", "artist_name", "score", "reason_code"]
    list_filter = ["reason_code", ("position", admin.EmptyFieldListFilter)]
    ordering = ["-id"]


@admin.register(RecommendationLog)
class RecommendationLogAdmin(OfOneUser):
    """How each refresh went."""

    list_display = [
        "id",
        "user",
        "trigger",
        "status",
        "count",
        "source",
        "duration_ms",
        "created_at",
        "error",
    ]
    list_filter = ["status", "trigger", "source", "created_at"]
    ordering = ["-id"]


class CandidateInline(admin.TabularInline):
    """What a pool offers."""

    model = PoolCandidate
    fields = ["rank", "track", "source", "seen_at"]
    readonly_fields = ["rank", "track", "source", "seen_at"]
    ordering = ["rank", "id"]
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[PoolCandidate]:
        """With the tracks, in one query."""
        return super().get_queryset(request).select_related("track")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Sources offer tracks; people do not."""
        return False


@admin.register(TastePool)
class TastePoolAdmin(LookOnly):
    """The pools: how full, how old, who wants them, what went wrong."""

    list_display = [
        "__str__",
        "candidate_count",
        "version",
        "fetched_at",
        "fresh_until",
        "wanted_at",
        "last_error",
    ]
    list_filter = ["kind", ("last_error", admin.EmptyFieldListFilter), "fresh_until"]
    ordering = ["kind", "value", "market"]
    search_fields = ["value"]
    search_help_text = "Part of the taste's name."
    inlines = [CandidateInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TastePool]:
        """With the number of candidates, counted per row shown by the index on pool."""
        of_pool = PoolCandidate.objects.filter(pool=OuterRef("pk")).order_by().values("pool")
        count = Coalesce(Subquery(of_pool.values(number=Count("pk"))), 0)
        return super().get_queryset(request).annotate(candidate_count=count)

    @admin.display(description="candidates")
    def candidate_count(self, pool: Any) -> int:
        """How many tracks the pool offers."""
        return int(pool.candidate_count)


@admin.register(Track)
class TrackAdmin(LookOnly):
    """Every track that we know, until its facts expire."""

    list_display = ["id", "name", "artists", "album_name", "popularity", "expires_at"]
    list_filter = ["explicit", "expires_at"]
    ordering = ["id"]
    search_fields = ["=id"]
    search_help_text = "A track's exact id, or an artist's id or name."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By what has an index: the id, and the artists."""
        term = search_term.strip()
        if not term:
            return queryset, False
        keys = [term, term.casefold()]
        return queryset.filter(Q(pk=term) | Q(artist_keys__overlap=keys)), False

    @admin.display(description="artists")
    def artists(self, track: Track) -> str:
        """All names in one line."""
        return ", ".join(track.artist_names)


@admin.register(SimilarityVersion)
class SimilarityVersionAdmin(LookOnly):
    """What was learned when, from how much, and which version is served."""

    list_display = ["id", "kind", "active", "listeners", "items", "links", "created_at"]
    list_filter = ["kind", "active"]
    ordering = ["-id"]
    actions = ["activate"]

    def has_activate_permission(self, request: HttpRequest) -> bool:
        """Who may change versions, if there were anything else to change."""
        return request.user.has_perm("recommendations.change_similarityversion")

    @admin.action(description="Serve the selected version", permissions=["activate"])
    def activate(self, request: HttpRequest, queryset: QuerySet[SimilarityVersion]) -> None:
        """Serve one version in place of its kind's active one: the way back after a bad one."""
        chosen = list(queryset.values_list("pk", flat=True)[:2])
        if len(chosen) != 1:
            self.message_user(request, "Select one version.", messages.ERROR)
            return
        try:
            services.activate_similarity(chosen[0])
        except services.VersionNotKept as error:
            self.message_user(request, error.message, messages.ERROR)
        else:
            self.message_user(request, f"Version {chosen[0]} is served now.")
