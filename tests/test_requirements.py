"""What gets installed is pinned, and pinned from the short lists."""

import re

import pytest

from tests.settings_source import PROJECT

_COMPILED = {
    "requirements/base.in": "requirements.txt",
    "requirements/dev.in": "requirements/dev.txt",
    "requirements/embedded.in": "requirements/embedded.txt",
    "requirements/spark.in": "requirements/spark.txt",
}


def names(file):
    """Normalised names of the packages that a requirements file lists."""
    lines = (PROJECT / file).read_text().splitlines()
    found = [re.match(r"[A-Za-z][\w.-]*", line) for line in lines]
    return {re.sub(r"[-_.]+", "-", match.group()).lower() for match in found if match}


@pytest.mark.parametrize("file", _COMPILED.values())
def test_every_requirement_has_one_exact_version(file):
    lines = (PROJECT / file).read_text().splitlines()
    loose = [line for line in lines if not re.match(r"\s*#|[\w.-]+==[\w.]+( ; .+)?$", line)]
    assert loose == []


@pytest.mark.parametrize("short", _COMPILED)
def test_every_direct_requirement_was_compiled(short):
    assert names(short) <= names(_COMPILED[short])
