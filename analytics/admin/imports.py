"""Imports of listening histories in the admin."""

from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from analytics.models import ImportJob
from common.admin import LargeTable, user_link


@admin.register(ImportJob)
class ImportJobAdmin(LargeTable):
    """Which histories came, and what became of their rows. The files themselves are not shown."""

    section = "Activity"
    icon = "upload_file"
    list_display = [
        "id",
        user_link(),
        "status",
        "read",
        "stored",
        "duplicate",
        "created_at",
        "finished_at",
        "error",
    ]
    list_filter = [("user", AutocompleteSelectFilter), ("status", ChoicesDropdownFilter)]
    indexed = frozenset({"user"})
    list_select_related = ["user"]
    readonly_fields = [
        "user",
        "status",
        "read",
        "stored",
        "duplicate",
        "rejected",
        "error",
        "created_at",
        "attempts",
        "claimed_until",
        "finished_at",
    ]
