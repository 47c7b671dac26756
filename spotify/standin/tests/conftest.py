"""One running stand-in for each kind of app, and a caller that is logged in to it."""

from collections.abc import Iterator

import pytest

from spotify.standin import StandinServer
from spotify.standin.tests.caller import Caller


def _serve(profile: str) -> Iterator[Caller]:
    with StandinServer(profile) as standin:
        caller = Caller(standin)
        caller.log_in()
        yield caller
        caller.http.close()


@pytest.fixture(scope="session")
def _dev() -> Iterator[Caller]:
    yield from _serve("dev2026")


@pytest.fixture(scope="session")
def _extended() -> Iterator[Caller]:
    yield from _serve("extended")


@pytest.fixture(scope="session")
def _legacy() -> Iterator[Caller]:
    yield from _serve("legacy")


def _fresh(caller: Caller) -> Caller:
    caller.standin.reset()
    caller.log_in()
    caller.standin.clear_calls()
    return caller


@pytest.fixture
def dev(_dev: Caller) -> Caller:
    """A new app, as of 2026."""
    return _fresh(_dev)


@pytest.fixture
def extended(_extended: Caller) -> Caller:
    """An app with extended quota."""
    return _fresh(_extended)


@pytest.fixture
def legacy(_legacy: Caller) -> Caller:
    """An app that still has the recommendations endpoint."""
    return _fresh(_legacy)
