"""Failed log-ins in the admin: who is guessing, and how a lock is lifted."""

from typing import Any

from axes.models import AccessFailureLog
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from common.admin import LargeTable, operation
from users import services


@operation("Unlock the name", needs="axes.delete_accessfailurelog")
def unlock_name(failure: AccessFailureLog) -> None:
    """Forget all failures under the same name."""
    services.unlock(failure.username)


@admin.register(AccessFailureLog)
class AccessFailureAdmin(LargeTable):
    """A day of failed log-ins. What was typed as a name need not be anybody's."""

    section = "Access"
    icon = "lock_person"
    list_display = ["id", "attempt_time", "username", "ip_address", "path_info", "user_agent"]
    readonly_fields = ["attempt_time", "username", "ip_address", "path_info", "user_agent"]
    search_fields = ["username"]
    search_help_text = "A name as it was typed, or an address."
    actions = [unlock_name]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Exact matches only: each is served by an index."""
        term = search_term.strip()
        if not term:
            return queryset, False
        match = Q(username=term)
        if _is_address(term):
            match |= Q(ip_address=term)
        return queryset.filter(match), False


def _is_address(term: str) -> bool:
    try:
        validate_ipv46_address(term)
    except ValidationError:
        return False
    return True
