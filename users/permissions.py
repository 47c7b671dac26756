"""Who may do what to an account, beyond "one's own, or anyone's for staff"."""

from typing import Any

from django.utils.translation import gettext_lazy
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from users.models import User


class SuperusersAreTheirOwn(BasePermission):
    """Staff may look at a superuser's account; else they could set its password and become it."""

    message = gettext_lazy("Only a superuser may change a superuser's account.")

    def has_object_permission(self, request: Request, view: Any, obj: User) -> bool:
        """Whether the caller may do this to the account."""
        return request.method in SAFE_METHODS or not obj.is_superuser or request.user.is_superuser
