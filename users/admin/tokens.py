"""Refresh tokens in the admin. What a token says is nobody's business: only its number is shown."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from unfold.contrib.filters.admin import AutocompleteSelectFilter

from common.admin import LargeTable, of_user, user_link

admin.site.unregister([BlacklistedToken, OutstandingToken])


class _Tokens(LargeTable):
    """Rows that log-in and log-out leave behind."""

    section = "Access"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A token that is forgotten is refused or, once blacklisted, would be good again."""
        return False


@admin.register(OutstandingToken)
class OutstandingTokenAdmin(_Tokens):
    """Sessions: which refresh tokens were given to whom."""

    icon = "key"
    list_display = ["id", user_link(), "jti", "created_at", "expires_at"]
    list_select_related = ["user"]
    list_filter = [("user", AutocompleteSelectFilter)]
    indexed = frozenset({"user"})
    readonly_fields = ["user", "jti", "created_at", "expires_at"]
    search_fields = ["jti"]
    search_help_text = "A user's id or exact name, or a token's whole number."

    def found_by(self, term: str) -> Q:
        """Exact matches only: each is served by an index."""
        return Q(jti=term) | of_user(term)


@admin.register(BlacklistedToken)
class BlacklistedTokenAdmin(_Tokens):
    """Refresh tokens that were logged out or used up."""

    icon = "key_off"
    list_display = ["id", "owner", "number", "blacklisted_at"]
    list_select_related = ["token__user"]
    readonly_fields = ["owner", "number", "blacklisted_at"]

    @admin.display(description="user")
    def owner(self, row: BlacklistedToken) -> Any:
        """Whose it was."""
        return user_link()(row.token)

    @admin.display(description="jti")
    def number(self, row: BlacklistedToken) -> str:
        """The token's number."""
        return row.token.jti
