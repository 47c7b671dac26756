"""Users in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

from users import services
from users.forms import ProfileForm
from users.models import User, UserProfile


class ProfileInline(admin.StackedInline):
    """The profile on its user's page."""

    model = UserProfile
    form = ProfileForm
    can_delete = False
    readonly_fields = ["created_at", "updated_at"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Django's user page with the profile on it."""

    list_display = ["username", "email", "is_staff", "is_active", "created_at"]
    list_filter = ["is_staff", "is_active", "created_at"]
    ordering = ["-id"]
    readonly_fields = ["created_at", "updated_at", "last_login"]
    inlines = [ProfileInline]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Person", {"fields": ["first_name", "last_name", "email"]}),
        ("Rights", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ("Times", {"fields": ["last_login", "created_at", "updated_at"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "email", "password1", "password2"]})]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """A new user gets its profile by itself; there is none to edit before that."""
        return self.inlines if obj else []

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Name the users alone: to list what goes with them would load all their activity."""
        names = [str(user) for user in objs]
        return names, {"users, with all that is theirs": len(names)}, set(), []

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """Erase as the API does."""
        services.erase_user(obj.pk)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Erase each of the chosen."""
        for user_id in queryset.values_list("pk", flat=True):
            services.erase_user(user_id)
