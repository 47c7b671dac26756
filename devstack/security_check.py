"""``python -m devstack.security_check``: bandit over the service, with each exception said once.

Ruff has most of bandit's rules, under the same numbers. What a ``noqa: S...`` explains on a line is
explained here, too; ``nosec`` is for what only bandit minds. For SQL a word for a whole file does
not do (``ruff: noqa: S608``): such a statement may only be put together while its module is loaded,
when there is no request that anything could come from.
"""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devstack.folder import PROJECT

_PACKAGES = (
    *("common", "spotify", "listenbrainz", "users", "analytics", "recommendations"),
    "music_discovery_backend",
)
_SQL = "B608"
_EXPLAINED = re.compile(r"# noqa: (?P<rules>[A-Z0-9, ]+)")


@dataclass(frozen=True)
class Finding:
    """Something that bandit minds. ``lines`` are the first and the last that it speaks of."""

    file: Path
    lines: tuple[int, int]
    rule: str
    text: str

    def __str__(self) -> str:
        place = self.file.relative_to(PROJECT)
        return f"{place}:{self.lines[0]}: {self.rule} {self.text}"


def findings() -> list[Finding]:
    """All that bandit finds in the service, but for its tests and migrations."""
    options = ["--quiet", "--configfile", "pyproject.toml", "--format", "json", "--recursive"]
    command = [sys.executable, "-m", "bandit", *options, *_PACKAGES]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    report: dict[str, Any] = json.loads(done.stdout)
    if report["errors"]:
        raise SystemExit(f"bandit could not read all: {report['errors']}")
    return [
        Finding(
            file=PROJECT / found["filename"],
            lines=(min(found["line_range"]), max(found["line_range"])),
            rule=found["test_id"],
            text=found["issue_text"],
        )
        for found in report["results"]
    ]


def is_explained(finding: Finding) -> bool:
    """Whether ruff was told why this is right, or the statement is made of constants alone."""
    source = finding.file.read_text()
    if _rule_of_ruff(finding.rule) in set(_told(source.splitlines(), finding.lines)):
        return True
    return finding.rule == _SQL and not _in_a_function(source, finding.lines[0])


def _told(lines: list[str], between: tuple[int, int]) -> Iterator[str]:
    first, last = between
    for line in lines[first - 1 : last]:
        if found := _EXPLAINED.search(line):
            yield from re.findall(r"[A-Z]+\d+", found["rules"])


def _rule_of_ruff(rule: str) -> str:
    return "S" + rule.removeprefix("B")


def _in_a_function(source: str, line: int) -> bool:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    return any(
        isinstance(node, functions) and node.lineno <= line <= (node.end_lineno or 0)
        for node in ast.walk(ast.parse(source))
    )


def main() -> int:
    """Print what nobody has explained; 1 if there is any."""
    left = [finding for finding in findings() if not is_explained(finding)]
    for finding in left:
        print(finding)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
