"""Accounts in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.actions import delete_selected
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.http import HttpRequest
from unfold.contrib.filters.admin import RangeDateTimeFilter
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from common.admin import ModelAdmin, numbered, operation
from users import services
from users.admin.profiles import ProfileInline
from users.models import User
from users.permissions import may_change, may_give_rights

# What makes an operator, and of which kind: for superusers to give.
_RIGHTS = ("is_staff", "is_superuser", "groups")


@operation("Let in again after failed log-ins", needs="users.change_user")
def unlock(user: User) -> None:
    """Forget the failures under the user's name."""
    services.unlock(user.get_username())


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    """Django's user page with the profile on it, and ways to all that is the user's.

    Rights are given by superusers alone, and the account of another operator is theirs to change:
    who could do either with less would soon have all rights.
    """

    section = "Listeners"
    icon = "person"
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "email", "is_staff", "is_active", "last_login", "created_at"]
    list_filter = ["is_staff", "is_superuser", "is_active", ("created_at", RangeDateTimeFilter)]
    search_fields = ["username"]
    search_help_text = "The beginning of a name, a whole mail address, or an id."
    ordering = ["-id"]
    readonly_fields = ["created_at", "updated_at", "last_login"]
    autocomplete_fields = ["groups"]
    filter_horizontal = ()
    inlines = [ProfileInline]
    actions = [unlock, "delete_selected"]
    export_fields = ["id", "username", "email", "is_staff", "is_active", "last_login", "created_at"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Person", {"fields": ["first_name", "last_name", "email"]}),
        ("Rights", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ("Times", {"fields": ["last_login", "created_at", "updated_at"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "email", "usable_password", "password1", "password2"]})
    ]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """A new user gets its profile by itself; there is none to edit before that."""
        return self.inlines if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Rights too, unless a superuser asks."""
        shown = super().get_readonly_fields(request, obj)
        return shown if may_give_rights(request.user) else [*shown, *_RIGHTS]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Django asks before a password is set, too."""
        return super().has_change_permission(request, obj) and _may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for changes."""
        return super().has_delete_permission(request, obj) and _may_change(request, obj)

    def found_by(self, term: str) -> Q:
        """By what has an index: the name's beginning, the whole address, the id."""
        match = Q(username__startswith=term) | Q(username__startswith=term.lower())
        match |= Q(Exact(Lower("email"), term.lower())) | numbered("pk", term)
        return match

    @admin.action(description="Erase, with all that is theirs", permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[User]) -> Any:
        """Ask, then erase each of the chosen."""
        return delete_selected(self, request, queryset)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Name the users alone: to list what goes with them would load all their activity."""
        names = [str(user) for user in objs]
        lacking = set() if all(_may_change(request, user) for user in objs) else {"operators"}
        return names, {"users, with all that is theirs": len(names)}, lacking, []

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """Erase as the API does."""
        services.erase_user(obj.pk)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Erase each of the chosen."""
        for user_id in queryset.values_list("pk", flat=True):
            services.erase_user(user_id)


def _may_change(request: HttpRequest, user: User | None) -> bool:
    """Whether the rights of the person at the page reach as far as this account."""
    return user is None or may_change(request.user, user)
