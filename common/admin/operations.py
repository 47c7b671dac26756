"""Actions on chosen rows: with rights, within bounds, in the admin's log."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from common.errors import DomainError

MOST = 500  # rows at once: an operator waits for all of them

Act = Callable[[Any], None]
Action = Callable[[Any, HttpRequest, QuerySet[Any]], None]


def operation(description: str, *, needs: str) -> Callable[[Act], Action]:
    """Make an action of the admin from a function that does it to one row by one service call.

    ``needs`` is the right that it takes, such as ``recommendations.delete_tastepool``. Each row is
    a transaction with its entry in the admin's log; a DomainError leaves its row as it was and is
    shown, and the other rows go on.
    """

    def made(act: Act) -> Action:
        @wraps(act)
        def action(page: Any, request: HttpRequest, chosen: QuerySet[Any]) -> None:
            if not request.user.has_perm(needs):
                raise PermissionDenied
            rows = list(chosen[: MOST + 1])
            if len(rows) > MOST:
                page.message_user(request, f"Choose at most {MOST} rows.", messages.ERROR)
                return
            done = sum(_done(page, request, act, row, description) for row in rows)
            if done:
                page.message_user(request, f"{description}: {done} done.", messages.SUCCESS)

        action.short_description = description  # type: ignore[attr-defined]
        action.needs = [needs]  # type: ignore[attr-defined]
        return action

    return made


def _done(page: Any, request: HttpRequest, act: Act, row: Any, description: str) -> bool:
    try:
        with transaction.atomic():
            page.log_change(request, row, description)
            act(row)
    except DomainError as error:
        page.message_user(request, f"{row}: {error.message}", messages.ERROR)
        return False
    return True
