"""What the Postman collection holds, and a run of it."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.settings_source import PROJECT

FILE = PROJECT / "Music_Discovery_API.postman_collection.json"
FOLDER = Path(__file__).parent
# Requests in this folder go where nothing is, on purpose.
NOT_THERE = "Not there"

_USER = re.compile(r"/(users|user|recommendations)/(?:me|\{\{\w+\}\})/")
_NEWMAN = FOLDER / "node_modules" / ".bin" / "newman"


@dataclass(frozen=True)
class Entry:
    """One request of the collection."""

    folder: str
    name: str
    method: str
    path: str
    tests: str


@dataclass(frozen=True)
class Run:
    """What newman counted, and the failures in words."""

    requests: int
    assertions: int
    failures: list[str]


def collection() -> dict[str, Any]:
    """The collection as it is committed."""
    content: dict[str, Any] = json.loads(FILE.read_text())
    return content


def entries() -> Iterator[Entry]:
    """Every request of every folder."""
    for folder in collection()["item"]:
        for item in folder["item"]:
            scripts = [event["script"]["exec"] for event in item["event"]]
            request = item["request"]
            yield Entry(
                folder=folder["name"],
                name=item["name"],
                method=request["method"],
                path="/" + "/".join(request["url"]["path"]),
                tests="\n".join(line for script in scripts for line in script),
            )


def operation(entry: Entry) -> tuple[str, str]:
    """Method and path as documents write them."""
    path = re.sub(r"/refresh/[^/]+/$", "/refresh/{task_id}/", entry.path)
    path = re.sub(r"/import/[^/]+/$", "/import/{job_id}/", path)
    path = re.sub(r"/similar/[^/]+/$", "/similar/{track_id}/", path)
    return entry.method, _USER.sub(r"/\1/{id}/", path)


def variables_used() -> set[str]:
    """Names of all variables that requests refer to, but for Postman's own."""
    return set(re.findall(r"\{\{(\w+)\}\}", FILE.read_text()))


def newman() -> str:
    """The program; skips the test where Node.js is missing, fails where only newman is."""
    if shutil.which("node") is None:
        pytest.skip("Node.js is missing: newman, which runs the Postman collection, needs it.")
    if not _NEWMAN.exists():
        pytest.fail("newman is missing: `make test` and `make postman` install it.")
    return str(_NEWMAN)


def run(base_url: str, report: Path, **variables: str) -> Run:
    """Run the whole collection against a server; the report is written on the way."""
    given = {"base": base_url, **variables}
    command = [newman(), "run", str(FILE), "--reporters", "json", "--timeout-request", "30000"]
    command += ["--reporter-json-export", str(report)]
    for name, value in given.items():
        command += ["--env-var", f"{name}={value}"]
    subprocess.run(command, timeout=100, capture_output=True)
    done = json.loads(report.read_text())["run"]
    return Run(
        requests=done["stats"]["requests"]["total"],
        assertions=done["stats"]["assertions"]["total"],
        failures=[_in_words(failure) for failure in done["failures"]],
    )


def _in_words(failure: dict[str, Any]) -> str:
    error = failure["error"]
    source = failure.get("source", {}).get("name", "")
    return f"{source}: {error.get('test', error['name'])}: {error['message']}"
