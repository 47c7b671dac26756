"""What may be done here."""

from analytics.genres import describe_genres
from analytics.history import Report as ImportReport
from analytics.history import import_history
from analytics.history.jobs import open_imports, run_import, start_import
from analytics.impressions import (
    NOTE_VIEW,
    VIEWED,
    note_view,
    packed,
    record_impressions,
    record_views,
    view_of,
)
from analytics.ingestion import record_events
from analytics.ingestion.validation import Caller
from analytics.upkeep import roll_up, self_check
from analytics.variants import describe_variants

__all__ = [
    "NOTE_VIEW",
    "VIEWED",
    "Caller",
    "ImportReport",
    "describe_genres",
    "describe_variants",
    "import_history",
    "note_view",
    "open_imports",
    "packed",
    "record_events",
    "record_impressions",
    "record_views",
    "roll_up",
    "run_import",
    "self_check",
    "start_import",
    "view_of",
]
