"""Groups of operators with the same rights."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from common.admin import ModelAdmin
from users.permissions import may_give_rights

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):
    """A group and its rights. To change them is to give rights to its members."""

    section = "Access"
    icon = "group"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """For superusers."""
        return may_give_rights(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Likewise."""
        return may_give_rights(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Likewise."""
        return may_give_rights(request.user)
