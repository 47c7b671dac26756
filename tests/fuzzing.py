"""Runs of schemathesis: requests made from the OpenAPI document, and the answers judged by it."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.settings_source import PROJECT

# What these find is meant to be so:
_NOT_CHECKED = (
    # DRF takes a number for a text, so a body may break the document and still be understood.
    "negative_data_rejection",
    # Rules between fields (five seeds in all, a good password) are more than the document can say.
    "positive_data_acceptance",
)


@dataclass(frozen=True)
class Fuzzed:
    """How many cases were sent, along how many links, and what is wrong, in schemathesis' words."""

    cases: int
    links: int
    report: str
    passed: bool


def fuzz(
    base_url: str,
    token: str,
    folder: Path,
    *options: str,
    cases: int,
    phases: str = "examples,coverage,fuzzing",
) -> Fuzzed:
    """Send at most ``cases`` random requests per operation, besides the systematic ones."""
    program = Path(sys.executable).with_name("st")
    command = [str(program), "run", str(PROJECT / "docs" / "openapi.yaml"), "--url", base_url]
    command += ["-H", f"Authorization: Bearer {token}", "--checks", "all", *options]
    command += ["--phases", phases]
    command += ["--exclude-checks", ",".join(_NOT_CHECKED), "--max-examples", str(cases)]
    command += [
        "--seed",
        "1",
        "--generation-allow-x00",
        "false",
        "--no-color",
        "--request-timeout",
        "30",
        "--suppress-health-check",
        "all",
    ]
    command += ["--generation-database", "none"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=110)
    report = done.stdout + done.stderr
    return Fuzzed(
        cases=_number(r"(\d+) generated", report),
        links=_number(r"API Links: +(\d+) covered", report),
        report=report,
        passed=done.returncode == 0,
    )


def _number(pattern: str, report: str) -> int:
    found = re.search(pattern, report)
    return int(found[1]) if found else 0
