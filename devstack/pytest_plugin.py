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
    "LISTENBRAINZ_ENABLED": "false",
    "LISTENBRAINZ_API_URL": "http://127.0.0.1:9/1",
    "LISTENBRAINZ_LABS_URL": "http://127.0.0.1:9",
}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the services; each worker of xdist has its own, and their controller needs none."""
    os.environ.update(_TEST_ENVIRONMENT)
    if _only_hands_out_tests(early_config):
        os.environ.setdefault("POSTGRES_PASSWORD", "never-used")
        return
    folder = Path(tempfile.mkdtemp(prefix="music-tests-"))
    _running.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ.update(_running.enter_context(Services(folder, durable=False)).environment)


def pytest_unconfigure() -> None:
    """Stop what was started and remove its data."""
    _running.close()


def _only_hands_out_tests(config: pytest.Config) -> bool:
    workers = getattr(config.known_args_namespace, "numprocesses", None)
    return bool(workers) and "PYTEST_XDIST_WORKER" not in os.environ
