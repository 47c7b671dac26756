"""What may be done here."""

from analytics.genres import describe_genres
from analytics.history import Report as ImportReport
from analytics.history import import_history
from analytics.history.jobs import open_imports, run_import, start_import
from analytics.impressions import note_view, record_impressions, record_views
from analytics.ingestion import record_events
from analytics.ingestion.validation import Caller
from analytics.upkeep import roll_up, self_check

__all__ = [
    "Caller",
    "ImportReport",
    "describe_genres",
    "import_history",
    "note_view",
    "open_imports",
    "record_events",
    "record_impressions",
    "record_views",
    "roll_up",
    "run_import",
    "self_check",
    "start_import",
]
