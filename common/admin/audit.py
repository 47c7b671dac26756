"""What operators did, in the admin's log, where it is no change of one row."""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest


def note(request: HttpRequest, what: str, about: str, model: type[Model] | None = None) -> None:
    """Write that this person did ``what``, ``about`` something that is no row of ``model``."""
    operator: Any = request.user
    LogEntry.objects.create(
        user=operator,
        content_type=ContentType.objects.get_for_model(model) if model else None,
        object_repr=about[:200],
        action_flag=CHANGE,
        change_message=what,
    )
