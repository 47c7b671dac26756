"""Copies of the project that tests may run as they like."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from devstack.folder import PROJECT

_NOT_SOURCE = (".git", ".venv", ".run", ".env", "__pycache__", ".*_cache", ".hypothesis")


@pytest.fixture
def checkout() -> Iterator[Path]:
    """The project's files in a folder of their own that every user of the machine may enter."""
    folder = Path(tempfile.mkdtemp(prefix="music-checkout-"))
    try:
        folder.chmod(0o755)
        ignore = shutil.ignore_patterns(*_NOT_SOURCE)
        shutil.copytree(PROJECT, folder, ignore=ignore, dirs_exist_ok=True)
        yield folder
    finally:
        shutil.rmtree(folder)
