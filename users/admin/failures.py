"""Failed log-ins in the admin: who is guessing, and how a lock is lifted."""

from axes.models import AccessFailureLog
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.db.models import Q

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

    def found_by(self, term: str) -> Q:
        """Exact matches only: each is served by an index."""
        match = Q(username=term)
        if _is_address(term):
            match |= Q(ip_address=term)
        return match


def _is_address(term: str) -> bool:
    try:
        validate_ipv46_address(term)
    except ValidationError:
        return False
    return True
