"""JSON lines: the same fields, and nothing that a library hangs on a record."""

import json
import logging
import sys

from common.logs import JsonLines, TraceFilter
from common.trace import TaskTrace, begin_request, begin_task, end_request, end_task


def written(message="spoken", *arguments, **attributes):
    """A record as it comes out, read again."""
    record = logging.makeLogRecord(
        {"name": "speaker", "levelname": "INFO", "msg": message, "args": arguments, **attributes}
    )
    TraceFilter().filter(record)
    return json.loads(JsonLines().format(record))


def test_a_line_says_when_who_and_what():
    line = written("%s plays", "ada")
    assert (line["level"], line["logger"], line["message"]) == ("INFO", "speaker", "ada plays")
    assert line["time"].endswith("+00:00")


def test_a_line_within_a_request_carries_its_id():
    begun = begin_request("abc")
    line = written()
    end_request(begun)
    assert (line["request_id"], written()["request_id"]) == ("abc", "-")


def test_a_line_within_a_task_names_it():
    begin_task(TaskTrace("users.tasks.purge", "task-1"), "abc")
    line = written()
    end_task()
    assert (line["request_id"], line["task"], line["task_id"]) == (
        *("abc", "users.tasks.purge", "task-1"),
    )
    assert "task" not in written()


def test_what_else_a_record_carries_is_left_out():
    line = written(data={"kwargs": {"password": "hidden"}}, request="/path?token=hidden")
    assert "hidden" not in json.dumps(line)


def test_an_error_shows_where_it_was_raised():
    try:
        raise ValueError("wrong")
    except ValueError:
        line = written(exc_info=sys.exc_info())
    assert "ValueError: wrong" in line["exc_info"]
    assert "\n" in line["exc_info"]


def test_a_message_cannot_forge_a_line():
    record = logging.makeLogRecord({"msg": 'a\n{"level": "ERROR"}'})
    assert "\n" not in JsonLines().format(record)
