"""Profiles in the admin: a list of their own, and on the user's page."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from unfold.admin import StackedInline

from common.admin import ModelAdmin, numbered, user_link
from users.forms import ProfileForm
from users.models import User, UserProfile

_FOUND = 1000  # users with such a name; who means one of them types more of it
_TASTES = ["favorite_genres", "favorite_artists", "moods"]


class ProfileInline(StackedInline):
    """The profile on its user's page."""

    model = UserProfile
    form = ProfileForm
    can_delete = False
    readonly_fields = ["created_at", "updated_at"]


@admin.register(UserProfile)
class ProfileAdmin(ModelAdmin):
    """Who likes what; found by the user."""

    section = "Listeners"
    icon = "favorite"
    form = ProfileForm
    list_display = ["id", user_link(), *_TASTES, "updated_at"]
    list_display_links = ["id"]
    list_select_related = ["user"]
    ordering = ["-id"]
    search_fields = ["user__username"]
    search_help_text = "The beginning of a user's name, or the user's id."
    fields = [
        "account",
        *_TASTES,
        "preferences",
        "created_at",
        "updated_at",
    ]
    readonly_fields = ["account", "created_at", "updated_at"]
    export_fields = ["user_id", *_TASTES, "preferences"]

    def found_by(self, term: str) -> Q:
        """By the user's name, from its beginning, or id."""
        named = Q(username__startswith=term) | numbered("pk", term)
        found = User.objects.filter(named).values_list("pk", flat=True)[:_FOUND]
        return Q(user__in=list(found))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Every user has one from the start."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It goes with its user."""
        return False

    @admin.display(description="user")
    def account(self, profile: UserProfile) -> Any:
        """The way to the user's page."""
        return user_link()(profile)
