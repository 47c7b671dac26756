"""Activity in the admin: to look at and to delete, not to edit. Events are facts."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from analytics.models import SelfCheck, TrackGenre, UserActivity
from common.bounded_paginator import BoundedPaginator


class FactsAdmin(admin.ModelAdmin):
    """Rows that are made elsewhere and never edited."""

    show_full_result_count = False
    paginator = BoundedPaginator

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come in by the API, or from the app above."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What happened cannot be made otherwise."""
        return False


@admin.register(UserActivity)
class UserActivityAdmin(FactsAdmin):
    """Events, newest first, by action and time; searched by user and track."""

    list_display = ["id", "user", "action", "track_name", "artist_name", "timestamp", "private"]
    list_filter = ["action", "private", "timestamp"]
    list_select_related = ["user"]
    ordering = ["-id"]
    search_fields = ["=track_id", "=user__username"]
    search_help_text = "A user's id or exact name, or a track's exact id."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Exact matches only: each is served by an index, however many events there are."""
        term = search_term.strip()
        if not term:
            return queryset, False
        match = Q(track_id=term) | Q(user__username=term)
        if term.isascii() and term.isdigit() and len(term) <= 18:
            match |= Q(user_id=int(term))
        return queryset.filter(match), False


@admin.register(TrackGenre)
class TrackGenreAdmin(FactsAdmin):
    """The genres that tracks are counted under."""

    list_display = ["track_id", "genre"]
    ordering = ["-id"]
    search_fields = ["=track_id", "=genre"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was counted under a genre would stay counted under it."""
        return False


@admin.register(SelfCheck)
class SelfCheckAdmin(FactsAdmin):
    """Whether counts equal a recount."""

    list_display = ["at", "what", "compared", "differing"]
    ordering = ["-id"]
