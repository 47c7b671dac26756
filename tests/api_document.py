"""API_DOCUMENTATION.md as a program: what it documents, and its blocks run in order.

``python -m tests.api_document`` starts a stack and writes the answers anew, there and into the
examples of the OpenAPI document.
"""

import json
import re
import secrets
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devstack.demo.api import Api
from devstack.demo.cast import event
from devstack.demo.listener import Listener
from devstack.folder import fresh_folder
from devstack.stack import Stack
from tests import examples
from tests.settings_source import PROJECT

DOCUMENT = PROJECT / "API_DOCUMENTATION.md"

_OPERATION = re.compile(r"^### `([A-Z]+) (/api/\S*)`$", re.MULTILINE)
_BLOCK = re.compile(
    r"^```bash\n(?P<script>.*?)^```$"
    r"(?:\n\n`(?P<status>\d{3}) [^\n]*(?:\n\n```json\n(?P<answer>.*?)^```$)?)?",
    re.MULTILINE | re.DOTALL,
)
# Long lists and texts, such as tokens, are shown by their beginning.
_SHOWN = 3
_LONGEST = 140
_SHORT_LIST = re.compile(r'\[\s+("[^"]*"(?:,\s+"[^"]*")*)\s+\]')
# curl's own report of each status, beside the answer and out of the way of pipes.
_REPORT = "curl() { command curl --max-time 30 -w '%{stderr}%{http_code}\\n' \"$@\"; }\n"


@dataclass(frozen=True)
class Block:
    """Commands with the status and the answer that the document promises; "" for none."""

    script: str
    status: str
    answer: str


@dataclass(frozen=True)
class Outcome:
    """What a block really did: the status of its last curl, and what it printed."""

    status: str
    printed: str


def operations(text: str) -> set[tuple[str, str]]:
    """Method and path of every endpoint that has a section."""
    return set(_OPERATION.findall(text))


def blocks(text: str) -> list[Block]:
    """Every block of commands, in order."""
    return [
        Block(found["script"], found["status"] or "", found["answer"] or "")
        for found in _BLOCK.finditer(text)
    ]


def run(
    script_blocks: list[Block], environment: Mapping[str, str], folder: Path
) -> Iterator[Outcome]:
    """Run all in one shell, as a reader does who pastes one after the other."""
    parts = [
        f'{{\n{block.script}}} > "{folder}/{number}.out" 2> "{folder}/{number}.err"\n'
        for number, block in enumerate(script_blocks)
    ]
    subprocess.run(
        ["bash", "-c", _REPORT + "".join(parts)], env=dict(environment), timeout=100, check=True
    )
    for number in range(len(script_blocks)):
        reported = (folder / f"{number}.err").read_text().split()
        yield Outcome(reported[-1] if reported else "", (folder / f"{number}.out").read_text())


def make_staff(stack: Stack, name: str = "docs-staff") -> dict[str, str]:
    """The staff account that the document speaks of; the environment that its blocks need."""
    account = (f"--username={name}", f"--email={name}@example.org")
    password = secrets.token_urlsafe()
    stack.manage("createsuperuser", "--no-input", *account, DJANGO_SUPERUSER_PASSWORD=password)
    given = {"BASE": stack.base_url, "STAFF": name, "STAFF_PASSWORD": password}
    return stack.environment | given


def make_service_key(stack: Stack) -> dict[str, str]:
    """The service key that the document speaks of, as its blocks need it."""
    key = stack.manage("create_service_key", "docs", "--scope", "activity:write")
    return {"SERVICE_KEY": key.strip()}


def same_shape(documented: Any, real: Any) -> bool:
    """Whether the two have the same fields; an empty list and a null fit anything."""
    if not documented or not real:
        return True
    if isinstance(documented, dict) and isinstance(real, dict):
        return documented.keys() == real.keys() and all(
            same_shape(documented[name], real[name]) for name in real
        )
    if isinstance(documented, list) and isinstance(real, list):
        return same_shape(documented[0], real[0])
    return type(documented) is type(real)


def rewritten(text: str, outcomes: list[Outcome]) -> str:
    """The document with the answers that its blocks gave now."""
    ahead = iter(outcomes)

    def with_answer(found: re.Match[str]) -> str:
        outcome = next(ahead)
        if not found["answer"]:
            return found[0]
        answer = _laid_out(_shortened(json.loads(outcome.printed)))
        return found[0].replace(f"```json\n{found['answer']}", f"```json\n{answer}\n")

    return _BLOCK.sub(with_answer, text)


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shortened(child) for name, child in value.items()}
    if isinstance(value, list):
        return [_shortened(child) for child in value[:_SHOWN]]
    if isinstance(value, str) and len(value) > _LONGEST:
        return value[:20] + "..."
    return value


def _laid_out(value: Any) -> str:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return _SHORT_LIST.sub(lambda found: "[" + " ".join(found[1].split()) + "]", text)


def _some_listening(stack: Stack) -> None:
    """Listeners who hear the same, without whom there would be no trends to show."""
    api = Api(stack.base_url)
    listeners = [Listener(api, name) for name in ("bo", "cy", "di")]
    for listener in listeners:
        listener.sign_up(favorite_genres=["rock"])
        listener.log_in()
    heard = listeners[0].recommendations()[:3]
    for listener in listeners:
        listener.tell([event(item, "play") for item in heard], status=200)


def main() -> None:
    """Write the answers of a fresh stack into the document, as ``make run`` would give them."""
    text = DOCUMENT.read_text()
    with fresh_folder("document") as folder, Stack(folder, port=8000) as stack:
        environment = make_staff(stack) | make_service_key(stack)
        _some_listening(stack)
        text = rewritten(text, list(run(blocks(text), environment, folder)))
        examples.write(text, stack)
    DOCUMENT.write_text(text)


if __name__ == "__main__":
    main()
