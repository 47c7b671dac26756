"""Tasks know who asked for them, and are counted."""

from collections import Counter

import pytest
from celery import Celery

from common import tallies
from common.task_trace import LAST, SUM, TALLY, _bucket, follow_tasks
from common.trace import begin_request, current_request_id, current_task, end_request

follow_tasks()  # connecting twice is connecting once


@pytest.fixture
def seen():
    """A task that tells what it knew of itself; it fails on demand."""
    app = Celery("tests", set_as_current=False)

    def work(fail=False):
        if fail:
            raise ZeroDivisionError
        return current_request_id(), current_task()

    yield app.task(work, name="tests.work", shared=False)
    app.close()


@pytest.fixture
def sent_headers(seen):
    """The headers of the message that is sent for a task."""

    def send():
        with seen.app.connection_for_write() as connection:
            seen.apply_async(connection=connection, queue="of-this-test")
            message = connection.SimpleQueue("of-this-test").get(timeout=5)
            message.ack()
            return message.headers

    return send


def test_a_task_knows_the_request_that_asked_for_it(seen):
    request_id, task = seen.apply(headers={"request_id": "abc"}).get()
    assert (request_id, task.name) == ("abc", "tests.work")


def test_a_task_that_nobody_asked_for_has_an_id_of_its_own(seen):
    result = seen.apply()
    assert result.get()[0] == result.id.replace("-", "")


def test_after_a_task_all_is_as_before(seen):
    seen.apply(headers={"request_id": "abc"})
    assert (current_request_id(), current_task()) == ("-", None)


def test_a_message_carries_the_id_of_the_request(sent_headers):
    begun = begin_request("abc")
    headers = sent_headers()
    end_request(begun)
    assert headers["request_id"] == "abc"


def test_a_message_of_nobody_carries_none(sent_headers):
    assert "request_id" not in sent_headers()


def test_tasks_are_counted_by_name_and_outcome(seen):
    for fail in (False, True, True):
        seen.apply(kwargs={"fail": fail})
    ended = Counter()
    for (_, outcome, part), count in tallies.read(TALLY).items():
        ended[outcome] += 0 if part == SUM else count
    assert ended == {"success": 1, "failure": 2}


def test_durations_fall_into_classes():
    assert [_bucket(seconds) for seconds in (0, 0.1, 0.2, 300, 301)] == [
        *("0.1", "0.1", "0.5", "300.0", LAST),
    ]
