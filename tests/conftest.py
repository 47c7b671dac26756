"""Fixtures of the tests that look at the product from outside."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
import requests

from devstack.database import fresh_database
from devstack.demo.api import Api
from devstack.demo.listener import Listener
from devstack.services import redis_database
from devstack.stack import Stack, neutral_environment
from tests import api_document
from tests.mail_server import MailServer
from tests.provocations import TRACK
from tests.settings_source import PROJECT
from tests.site import served

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def mail_server() -> Iterator[MailServer]:
    """Where the live stack sends its mail."""
    with MailServer() as server:
        yield server


@pytest.fixture(scope="session")
def live_stack(
    tmp_path_factory: pytest.TempPathFactory, mail_server: MailServer
) -> Iterator[Stack]:
    """The whole product as processes, with a database of its own. Nothing is limited in it.

    It shares the servers of the run: its data lie in a database and in Redis databases (2 and 3)
    that no other test touches.
    """
    redis = os.environ["REDIS_URL"]
    with fresh_database(os.environ) as database:
        settings = {
            "POSTGRES_DB": database,
            "REDIS_URL": redis_database(redis, 2),
            "CELERY_BROKER_URL": redis_database(redis, 3),
            "RATELIMIT_ENABLE": "false",
            **mail_server.settings,
        }
        folder = tmp_path_factory.mktemp("live")
        with Stack(folder, given=os.environ, settings=settings) as stack:
            yield stack


@pytest.fixture(scope="session")
def tokens(live_stack: Stack) -> dict[str, str]:
    """Access tokens of a listener, who has sent one event, and of an operator."""
    listener = Listener(Api(live_stack.base_url), "provoker")
    listener.sign_up(favorite_genres=["rock"])
    access = listener.log_in()["access"]
    listener.tell(TRACK | {"event_id": "taken"}, status=201)
    given = api_document.make_staff(live_stack, "errors-staff")
    account = {"username": given["STAFF"], "password": given["STAFF_PASSWORD"]}
    url = f"{live_stack.base_url}/api/auth/token/"
    staff = requests.post(url, json=account, timeout=30).json()["access"]
    return {"listener": access, "staff": staff}


@pytest.fixture(scope="session")
def site(live_stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the product with its static files."""
    with served(live_stack, tmp_path_factory.mktemp("site")) as url:
        yield url


@pytest.fixture
def run_module() -> Run:
    """Run ``python -m ARGUMENTS`` in the project, in a neutral environment plus variables."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=PROJECT,
            env=neutral_environment() | environment,
            capture_output=True,
            text=True,
            timeout=100,
        )

    return run


@pytest.fixture
def run_manage(run_module: Run) -> Run:
    """Run a management command as an operator does."""
    return lambda *arguments, **environment: run_module("manage", *arguments, **environment)
