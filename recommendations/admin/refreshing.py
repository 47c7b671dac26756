"""Refreshing lists from the admin: on rows that belong to users, and on the users themselves."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model

from common.admin import operation
from recommendations import services
from recommendations.tasks import run_refresh
from recommendations.types import RefreshRequest

_RIGHT = "recommendations.add_recommendationlog"


def refresh_now(user_id: int) -> None:
    """Write down a refresh and send its task after commit. Raises UserGone."""
    requested = services.request_refresh(user_id, services.Trigger.ON_DEMAND, RefreshRequest())
    if requested.new:
        run_refresh.delay_on_commit(log_id=requested.log.pk)


@operation("Refresh the users' lists now", needs=_RIGHT)
def refresh_lists_of(row: Any) -> None:
    """The list of the user whom the row belongs to."""
    refresh_now(row.user_id)


@operation("Refresh the list now", needs=_RIGHT)
def refresh_list(user: Any) -> None:
    """The user's list."""
    refresh_now(user.pk)


def offer_on_users() -> None:
    """Put the action on the users' page, which belongs to the app below and knows nothing of it."""
    page: Any = admin.site.get_model_admin(get_user_model())
    page.actions = [*page.actions, refresh_list]
