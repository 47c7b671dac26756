"""What the lists of rows that belong to users share."""

from typing import Any

from django.db.models import Q
from unfold.contrib.filters.admin import AutocompleteSelectFilter

from common.admin import LargeTable, of_user

BY_USER = ("user", AutocompleteSelectFilter)


class OfOneUser(LargeTable):
    """Rows that belong to a user, and are found by that user."""

    section = "Recommendations"
    indexed = frozenset({"user"})
    list_filter: Any = [BY_USER]
    list_select_related = ["user"]
    search_fields = ["user__username"]
    search_help_text = "A user's id or exact name."

    def found_by(self, term: str) -> Q:
        """Exact matches only: each is served by an index, however many rows there are."""
        return of_user(term)
