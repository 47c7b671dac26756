"""Which variables the code reads, and with what defaults, found in its syntax."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

_READ_FROM = ("music_discovery_backend", "devstack")
# What the readers take when no default is given.
_IMPLIED = {"env_list": "", "env_networks": "", "env_secret": None, "env_secrets": ""}


@dataclass(frozen=True)
class Variable:
    """One read of a variable; ``default`` is as text, None where it is computed or missing."""

    name: str
    default: str | None
    package: str


def variables() -> Iterator[Variable]:
    """Every call of an ``env_*`` reader with its variable's name."""
    for package in _READ_FROM:
        for file in (PROJECT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and _reads_variable(node):
                    yield Variable(node.args[0].value, _default(node), package)


def _reads_variable(call: ast.Call) -> bool:
    name = getattr(call.func, "id", "")
    return name.startswith("env_") and isinstance(call.args[0], ast.Constant)


def _default(call: ast.Call) -> str | None:
    given = [word.value for word in call.keywords if word.arg == "fallback"] or call.args[1:2]
    if not given:
        return _IMPLIED[call.func.id]
    value = _constant(given[0])
    return str(value).lower() if isinstance(value, bool) else value and str(value)


def _constant(node: ast.expr) -> object:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _constant(node.left) * _constant(node.right)
    return node.value if isinstance(node, ast.Constant) else None
