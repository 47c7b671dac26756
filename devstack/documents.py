"""``python -m devstack.documents``: do the documents' links, code blocks and commands hold?

Addresses on other hosts are not visited.
"""

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import django
import yaml
from django.core.management import get_commands
from markdown_it import MarkdownIt
from markdown_it.token import Token

from devstack.folder import PROJECT

_MAKE_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
_COMMANDS = {
    "make": re.compile(r"(?:^|[;&|]\s*)make ([a-z][a-z-]*)", re.MULTILINE),
    "module": re.compile(r"(?:python3?|\$PY) -m ([a-z_.]+)"),
    "manage.py": re.compile(r"manage(?:\.py)? ([a-z]\w+)"),
}


@dataclass(frozen=True)
class Problem:
    """Something in a document that does not hold."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


def main() -> int:
    """Print all problems; 1 if there are any."""
    problems = [problem for file in documents() for problem in problems_of(file)]
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


def documents() -> list[Path]:
    """Every Markdown file that is, or is about to be, committed."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]
    done = subprocess.run(listed, cwd=PROJECT, capture_output=True, text=True, check=True)
    return [
        PROJECT / name for name in sorted(set(done.stdout.split())) if (PROJECT / name).exists()
    ]


def problems_of(file: Path) -> Iterator[Problem]:
    """What does not hold in one document."""
    name = str(file.relative_to(PROJECT)) if file.is_relative_to(PROJECT) else file.name
    for token in MarkdownIt().parse(file.read_text()):
        line = token.map[0] + 1 if token.map else 0
        found = _of_fence(token) if token.type == "fence" else _of_inline(file, token)
        yield from (Problem(name, line, text) for text in found)


def anchors(file: Path) -> set[str]:
    """What a link into the document may name: its headings, in GitHub's spelling."""
    tokens = MarkdownIt().parse(file.read_text())
    headings = [
        inline.content for opening, inline in pairwise(tokens) if opening.type == "heading_open"
    ]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _of_inline(file: Path, token: Token) -> Iterator[str]:
    for child in token.children or ():
        address = child.attrGet("href") or child.attrGet("src")
        if address is not None:
            yield from _of_link(file, str(address))
        if child.type == "code_inline":
            yield from _of_commands(child.content)


def _of_link(file: Path, address: str) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.scheme:
        return
    target = file.parent / unquote(parts.path) if parts.path else file
    if not target.exists():
        yield f"links to {parts.path}, which is not there"
    elif parts.fragment and parts.fragment not in anchors(target):
        yield f"links to #{parts.fragment}, which {target.name} does not have"


def _of_fence(token: Token) -> Iterator[str]:
    language = token.info.split(" ")[0]
    if language not in _READERS:
        yield f"has a block in {language!r}, which nothing checks"
        return
    try:
        _READERS[language](token.content)
    except (ValueError, SyntaxError, yaml.YAMLError) as error:
        yield f"has a block that is no {language}: {error}"
    if language in {"sh", "bash"}:
        yield from _of_commands(token.content)


def _of_commands(text: str) -> Iterator[str]:
    for kind, pattern in _COMMANDS.items():
        for word in pattern.findall(text):
            if not _EXISTS[kind](word):
                yield f"names the {kind} {word}, which does not exist"


def _is_target(word: str) -> bool:
    return word in _MAKE_TARGET.findall((PROJECT / "Makefile").read_text())


def _is_module(word: str) -> bool:
    return importlib.util.find_spec(word) is not None


def _is_command(word: str) -> bool:
    return word in get_commands()


def _read_shell(text: str) -> None:
    done = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True)
    if done.returncode:
        raise ValueError(done.stderr.strip())


def _read_console(text: str) -> None:
    _read_shell("\n".join(line[2:] for line in text.splitlines() if line.startswith("$ ")))


def _read_nothing(text: str) -> None:
    """For what has no grammar."""


_EXISTS: Mapping[str, Callable[[str], bool]] = {
    "make": _is_target,
    "module": _is_module,
    "manage.py": _is_command,
}
_READERS: Mapping[str, Callable[[str], object]] = {
    "": _read_nothing,
    "bash": _read_shell,
    "console": _read_console,
    "json": json.loads,
    "python": ast.parse,
    "sh": _read_shell,
    "ts": _read_nothing,  # the compiler reads the example that such blocks are taken from
    "yaml": yaml.safe_load,
}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "music_discovery_backend.settings")
    django.setup()
    sys.exit(main())
