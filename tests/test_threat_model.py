"""docs/threat-model.md names tests that exist, for each of the ten risks."""

import ast
import re

import pytest

from tests.settings_source import PROJECT

_TEXT = (PROJECT / "docs" / "threat-model.md").read_text()
_ROWS = [line for line in _TEXT.splitlines() if line.startswith("| ") and "::" in line]
_NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", _TEXT)))


@pytest.mark.parametrize(("path", "name"), _NAMED)
def test_a_named_test_exists(path, name):
    tree = ast.parse((PROJECT / path).read_text())
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert name in functions


def test_every_row_names_a_test():
    rows = [line for line in _TEXT.splitlines() if line.startswith("| ")][1:]
    assert rows == _ROWS
    assert all(re.search(r"`[\w/]+\.py::test_\w+`", row) for row in rows)


def test_all_ten_risks_are_looked_at():
    named = re.findall(r"\*\*API(\d+) ", _TEXT)
    assert sorted(set(map(int, named))) == list(range(1, 11))
