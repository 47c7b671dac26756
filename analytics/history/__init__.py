"""Listening history that a user brings along from elsewhere."""

from analytics.history.importing import Report, import_history

__all__ = ["Report", "import_history"]
