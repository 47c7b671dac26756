"""What is told of tasks: how they ended, how long they took, how many wait."""

import pytest

from common import tallies
from common.task_trace import LAST, SUM, TALLY
from music_discovery_backend import metrics_page  # noqa: F401 - its metrics have their say

pytestmark = pytest.mark.django_db


def test_tasks_are_told_by_outcome_and_duration(scraped):
    ended = {("t", "success", "0.1"): 3, ("t", "failure", "5.0"): 1, ("t", "success", LAST): 1}
    tallies.add(TALLY, ended | {("t", "success", SUM): 400.5, ("t", "failure", SUM): 2})
    told = scraped()
    assert told["music_tasks_total", "success", "t"] == 4
    assert told["music_tasks_total", "failure", "t"] == 1
    assert told["music_task_seconds_bucket", "1.0", "t"] == 3
    assert told["music_task_seconds_bucket", "300.0", "t"] == 4
    assert told["music_task_seconds_count", "t"] == 5
    assert told["music_task_seconds_sum", "t"] == 402.5


def test_queues_are_told_with_their_length(scraped):
    told = scraped()
    assert told["music_queue_length", "celery"] >= 0
    assert told["music_queue_length", "training"] >= 0
