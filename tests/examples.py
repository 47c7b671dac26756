"""Examples for OpenAPI: the answers that API_DOCUMENTATION.md got from a running service."""

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import requests

from devstack.stack import Stack
from music_discovery_backend.examples import FILE

_OPERATION = re.compile(r"^### `(?P<method>[A-Z]+) (?P<path>/api/\S*)`$", re.MULTILINE)
_ANSWER = re.compile(r"^`(?P<status>2\d\d) [^\n]*\n\n```json\n(?P<answer>.*?)^```$", re.M | re.S)
_BODY = re.compile(r"-d '(?P<body>[{\[].*?)'(?=[\s)])", re.DOTALL)
_VARIABLE = re.compile(r"""'"\$(?P<name>\w+)"'""")
# What a body shows where the document's script has a variable; otherwise the variable's name.
_STANDS_FOR = {"NAME": "ada", "PASSWORD": "correct horse battery"}
# A signed-out caller, who is nobody's owner, meets these; the rest needs a state.
_WRONG_REQUESTS: dict[HTTPStatus, dict[str, Any]] = {
    HTTPStatus.BAD_REQUEST: {"method": "POST", "path": "users/", "json": {"username": "a b"}},
    HTTPStatus.UNAUTHORIZED: {"method": "GET", "path": "users/me/"},
    HTTPStatus.NOT_FOUND: {"method": "GET", "path": "nothing/"},
    HTTPStatus.METHOD_NOT_ALLOWED: {"method": "DELETE", "path": "recommendations/tastes/"},
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: {"method": "POST", "path": "users/", "data": "<a/>"},
}


def write(text: str, stack: Stack) -> None:
    """Record the document's examples, and errors that the running service gives."""
    recorded = {"operations": dict(operations(text)), "errors": dict(_errors(stack))}
    FILE.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")


def operations(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """``METHOD path`` -> its first request body, where there is one, and first answer by status."""
    headings = list(_OPERATION.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=True):
        section = text[heading.end() : end]
        examples: dict[str, Any] = {"answers": _answers(section)}
        if (body := _request(section)) is not None:
            examples["request"] = body
        yield f"{heading['method']} {_in_openapi(heading['path'])}", examples


def _in_openapi(path: str) -> str:
    return path.replace("{id}", "{user_ref}").replace("{job_id}", "{id}")


def _answers(section: str) -> dict[str, Any]:
    found = [(answer["status"], answer["answer"]) for answer in _ANSWER.finditer(section)]
    return {status: json.loads(answer) for status, answer in reversed(found)}


def _request(section: str) -> Any:
    body = _BODY.search(_VARIABLE.sub(_stand_in, section))
    return body and json.loads(body["body"])


def _stand_in(variable: re.Match[str]) -> str:
    return _STANDS_FOR.get(variable["name"], variable["name"].lower())


def _errors(stack: Stack) -> Iterator[tuple[str, Any]]:
    for status, request in _WRONG_REQUESTS.items():
        arguments = {**request, "url": f"{stack.base_url}/api/{request['path']}"}
        del arguments["path"]
        answer = requests.request(**arguments, timeout=10)
        assert answer.status_code == status, answer.text
        yield str(status.value), answer.json()
