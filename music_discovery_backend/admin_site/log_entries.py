"""The admin's own log, in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Q
from django.http import HttpRequest
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    RangeDateTimeFilter,
)

from common.admin import LargeTable, link, of_user, user_link


@admin.register(LogEntry)
class LogEntryAdmin(LargeTable):
    """Who did what to which row, newest first; nobody can take it back."""

    section = "Operation"
    icon = "history"
    list_display = [
        "id",
        "action_time",
        user_link(),
        "action_flag",
        "content_type",
        "about",
        "get_change_message",
    ]
    list_select_related = ["user", "content_type"]
    list_filter = [
        ("user", AutocompleteSelectFilter),
        ("action_flag", ChoicesDropdownFilter),
        ("action_time", RangeDateTimeFilter),
    ]
    indexed = frozenset({"user"})
    search_fields = ["user__username"]
    search_help_text = "An operator's id or exact name."
    readonly_fields = [
        "action_time",
        "user",
        "action_flag",
        "content_type",
        "object_id",
        "about",
        "get_change_message",
    ]
    export_fields = [
        "id",
        "action_time",
        "user__username",
        "action_flag",
        "content_type__model",
        "object_id",
        "object_repr",
        "change_message",
    ]

    def found_by(self, term: str) -> Q:
        """By who did it."""
        return of_user(term)

    @admin.display(description="what it was done to")
    def about(self, entry: LogEntry) -> Any:
        """The way to the row, if there is one."""
        url = None if entry.is_deletion() or not entry.object_id else entry.get_admin_url()
        return link(url, entry.object_repr) if url else entry.object_repr

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A log that can be shortened proves nothing."""
        return False
