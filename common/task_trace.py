"""Tasks carry the id of the request that asked for them, say who they are, and are counted.

The id travels in the message's headers. A task that nobody asked for (beat sends it) begins an id
of its own, which the tasks that it sends carry on.
"""

import logging.config
import time
from bisect import bisect_left
from typing import Any

from celery import Task
from celery.signals import before_task_publish, setup_logging, task_postrun, task_prerun
from django.conf import settings

from common import tallies
from common.trace import NO_REQUEST, TaskTrace, begin_task, current_request_id, end_task

# Counts by task, outcome, and class of duration; and the sums of durations.
TALLY = "tasks"
SUM = "sum"
# The upper ends of the classes, in seconds; the last has none.
BUCKETS = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0)
LAST = "+Inf"


def follow_tasks() -> None:
    """Connect to Celery's signals; in workers and in whatever sends tasks."""
    setup_logging.connect(_log_as_everyone_does)
    before_task_publish.connect(_hand_on_the_id)
    task_prerun.connect(_begin)
    task_postrun.connect(_end)


def _log_as_everyone_does(**_: Any) -> None:
    """Celery would add handlers of its own; LOG_LEVEL holds here, too, not ``--loglevel``."""
    logging.config.dictConfig(settings.LOGGING)


def _hand_on_the_id(headers: dict[str, Any], **_: Any) -> None:
    if (request_id := current_request_id()) != NO_REQUEST:
        headers["request_id"] = request_id


def _begin(task_id: str, task: Task, **_: Any) -> None:
    carried = (task.request.headers or {}).get("request_id")
    begin_task(TaskTrace(task.name, task_id), carried or task_id.replace("-", ""))
    task.request.began = time.perf_counter()


def _end(task: Task, state: str | None, **_: Any) -> None:
    seconds = time.perf_counter() - task.request.began
    of_this = (task.name, (state or "unknown").lower())
    tallies.add(TALLY, {(*of_this, _bucket(seconds)): 1, (*of_this, SUM): seconds})
    end_task()


def _bucket(seconds: float) -> str:
    number = bisect_left(BUCKETS, seconds)
    return str(BUCKETS[number]) if number < len(BUCKETS) else LAST
