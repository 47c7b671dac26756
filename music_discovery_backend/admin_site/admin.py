"""Tables of Django and of Celery beat in the admin."""

from music_discovery_backend.admin_site.log_entries import LogEntryAdmin
from music_discovery_backend.admin_site.periodic_tasks import PeriodicTaskAdmin

__all__ = ["LogEntryAdmin", "PeriodicTaskAdmin"]
