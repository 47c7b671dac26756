"""Beat's schedule: the release's, save for what operators edited in the admin."""

from typing import Any

from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import DatabaseScheduler

# The admin puts this before the description of a task that is saved there.
EDITED = "Edited by hand."


class EditableScheduler(DatabaseScheduler):
    """Leaves tasks alone that were edited: beat's own scheduler undoes that at each start.

    Deleting such a task in the admin brings the release's back when beat starts next.
    """

    def update_from_dict(self, mapping: dict[str, Any]) -> None:
        """Write the release's tasks into the database, those that were edited left out."""
        edited = PeriodicTask.objects.filter(name__in=mapping, description__startswith=EDITED)
        kept = set(edited.values_list("name", flat=True))
        super().update_from_dict({name: mapping[name] for name in mapping if name not in kept})
