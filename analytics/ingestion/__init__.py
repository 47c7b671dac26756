"""From what a client sent to rows in PostgreSQL: validate, store in one statement, judge."""

from analytics.ingestion.recording import record_events

__all__ = ["record_events"]
