"""Whose work is being done: the request, and the task, that log lines and calls outside belong to.

Knows no framework, so that the clients of services outside can tell them the request's id, too.
"""

from contextvars import ContextVar, Token
from dataclasses import dataclass

NO_REQUEST = "-"


@dataclass(frozen=True, slots=True)
class TaskTrace:
    """The task under way: its name, and the id that Celery gave it."""

    name: str
    task_id: str


_request_id: ContextVar[str] = ContextVar("request_id", default=NO_REQUEST)
_task: ContextVar[TaskTrace | None] = ContextVar("task", default=None)


def current_request_id() -> str:
    """The id of the request that is being served or that asked for this task; else ``-``."""
    return _request_id.get()


def trace_headers() -> dict[str, str]:
    """What a call to a service outside says of whose work it is: both sides can name it then."""
    request_id = current_request_id()
    return {} if request_id == NO_REQUEST else {"X-Request-ID": request_id}


def current_task() -> TaskTrace | None:
    """The task that is being worked on, or None outside of one."""
    return _task.get()


def begin_request(request_id: str) -> Token[str]:
    """From here on all in this thread belongs to this request; to be ended with what it gives."""
    return _request_id.set(request_id)


def end_request(begun: Token[str]) -> None:
    """What comes next belongs to whatever it belonged to before."""
    _request_id.reset(begun)


def begin_task(task: TaskTrace, request_id: str) -> None:
    """From here on this process works on this task, for this request."""
    _task.set(task)
    _request_id.set(request_id)


def end_task() -> None:
    """It waits for the next one."""
    _task.set(None)
    _request_id.set(NO_REQUEST)
