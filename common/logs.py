"""How log lines look: one JSON object each, or a line for people.

A JSON line holds the fields named here and no others: what a library hangs on a record (Django
the whole request, Celery a task's arguments) may hold what is nobody's business.
"""

import logging
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from common.trace import current_request_id, current_task

# In this order, where a record has them. The last seven are of access lines and ends of tasks.
_FIELDS = (
    *("request_id", "task", "task_id"),
    *("user_id", "method", "route", "status", "milliseconds", "outcome"),
)


class TraceFilter(logging.Filter):
    """Puts ``request_id`` and, within a task, ``task`` and ``task_id`` on each log record.

    Django logs a failed request after the middleware has ended; such records carry the request.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record."""
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "request_id", None) or current_request_id()
        if (task := current_task()) is not None:
            record.task, record.task_id = task.name, task.task_id
        return True


class JsonLines(JsonFormatter):
    """``time``, ``level``, ``logger``, ``message``, the trace, and ``exc_info`` of an error."""

    def add_fields(
        self,
        log_data: dict[str, Any],
        record: logging.LogRecord,
        message_dict: dict[str, Any],
    ) -> None:
        """The fields of one line."""
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat()
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data["message"] = record.getMessage()
        for field in _FIELDS:
            if (value := getattr(record, field, None)) is not None:
                log_data[field] = value
        log_data.update(message_dict)
