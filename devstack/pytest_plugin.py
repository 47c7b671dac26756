"""Gives every pytest run a PostgreSQL and a Redis before Django reads its settings."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from devstack.services import Services

_running = contextlib.ExitStack()

# What the suite fixes, whatever a developer's own environment says.
_TEST_ENVIRONMENT = {
    "ENV_FILE": "",
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",
    "DEBUG": "false",
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
    "SPOTIFY_CLIENT_ID": "standin-id",
    "SPOTIFY_CLIENT_SECRET": "standin-secret",
    # Nothing listens here: a test that means Spotify asks for the stand-in.
    "SPOTIFY_API_URL": "http://127.0.0.1:9/v1",
    "SPOTIFY_ACCOUNTS_URL": "http://127.0.0.1:9",
}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start the services unless an xdist controller has already done so for us."""
    os.environ.update(_TEST_ENVIRONMENT)
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="music-tests-"))
    _running.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ.update(_running.enter_context(Services(folder, durable=False)).environment)


def pytest_unconfigure() -> None:
    """Stop what was started and remove its data."""
    _running.close()
