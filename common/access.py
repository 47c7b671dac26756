"""Whose data a request may touch: one's own, or anyone's for staff."""

from typing import cast

from django.utils.translation import gettext_lazy
from rest_framework.request import Request

from common.errors import NotAllowed


class NotYours(NotAllowed):
    """The path names another user. The answer is the same whether or not that user exists."""

    code = "not_yours"
    sentence = gettext_lazy("This belongs to another user.")


def subject_of(request: Request, user_ref: str | int) -> int:
    """The id of the user that a path speaks of: ``me`` or a number.

    Raises NotYours unless it is the caller's own or the caller is staff.
    """
    own = request.user.pk  # views let nobody in who is signed out
    user_id = own if user_ref == "me" else int(user_ref)
    if own is None or (user_id != own and not request.user.is_staff):
        raise NotYours  # a service, which is no user, owns nothing
    return cast("int", user_id)
