"""Who may do what to an account, beyond "one's own, or anyone's for staff"."""

from typing import Any

from django.utils.translation import gettext_lazy
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from users.models import User


def may_change(caller: Any, account: User) -> bool:
    """Whether ``caller``, who is staff or the owner, may change or erase the account.

    Whoever sets an operator's password becomes that operator, with all rights that go with it. So
    theirs are changed by themselves, and by superusers, who have all rights already.
    """
    is_operator = account.is_staff or account.is_superuser
    return not is_operator or bool(caller.is_superuser) or caller.pk == account.pk


def may_give_rights(caller: Any) -> bool:
    """Superusers alone: everybody else would soon have given themselves all."""
    return bool(getattr(caller, "is_superuser", False))


class OperatorsAreTheirOwn(BasePermission):
    """Staff may look at the account of another operator, and change those of listeners."""

    message = gettext_lazy("Only a superuser may change another operator's account.")

    def has_object_permission(self, request: Request, view: Any, obj: User) -> bool:
        """Whether the caller may do this to the account."""
        return request.method in SAFE_METHODS or may_change(request.user, obj)
