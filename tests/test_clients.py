"""The clients that are made from the schema hold what it says, and work."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from devstack import clients
from tests.settings_source import PROJECT

_SOURCE = PROJECT / "clients"
_LEFT_OUT = shutil.ignore_patterns("node_modules", "dist", "schema.ts", "music_discovery_client")


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """A folder with the Python client and the example that uses it."""
    folder = tmp_path_factory.mktemp("clients") / "python"
    shutil.copytree(_SOURCE / "python", folder, ignore=_LEFT_OUT)
    clients.make_python(folder)
    return folder


@pytest.fixture(scope="module")
def typescript(tmp_path_factory):
    """A folder with the TypeScript client, compiled, and the example that uses it."""
    if shutil.which("npm") is None:
        pytest.skip("npm is missing: the TypeScript client needs it.")
    folder = tmp_path_factory.mktemp("clients") / "typescript"
    shutil.copytree(_SOURCE / "typescript", folder, ignore=_LEFT_OUT)
    clients.make_typescript(folder)
    return folder


def _run(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_python_example_has_the_right_types(python):
    _run(python, sys.executable, "-m", "mypy", "--strict", "--no-incremental", "example.py")


def test_the_python_client_goes_from_sign_up_to_erasure(python, live_stack):
    said = _run(python, sys.executable, "example.py", live_stack.base_url)
    assert re.search(r"^.+ by .+: Because ", said)
    assert "\nbad_preferences: " in said


# tsc has checked the example's types by compiling it.
def test_the_typescript_client_goes_from_sign_up_to_erasure(typescript, live_stack):
    said = _run(typescript, "node", "dist/example.js", live_stack.base_url)
    assert re.search(r"^.+ by .+: Because ", said)
    assert "\nbad_preferences: " in said


def test_the_lock_file_names_no_registry():
    lock = json.loads((_SOURCE / "typescript" / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
