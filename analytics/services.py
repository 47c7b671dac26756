"""What may be done here."""

from analytics.genres import describe_genres
from analytics.ingestion import record_events
from analytics.ingestion.validation import Caller
from analytics.upkeep import roll_up, self_check

__all__ = ["Caller", "describe_genres", "record_events", "roll_up", "self_check"]
