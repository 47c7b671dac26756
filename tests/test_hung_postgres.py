"""PostgreSQL that says nothing any more: the web server gives up, answers, and serves on."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from devstack import programs
from devstack.process import free_port
from devstack.stack import PRODUCTION_WSGI
from tests.relay import Relay

# So many at once are more than there are threads.
AT_ONCE = 12
SETTINGS = {"WEB_CONCURRENCY": "1", "WEB_THREADS": "4", "POSTGRES_STATEMENT_SECONDS": "1"}
LOG_IN = {"username": "nobody", "password": "wrong"}


@pytest.fixture(scope="module")
def relay(live_stack):
    port = int(live_stack.environment["POSTGRES_PORT"])
    with Relay((live_stack.environment["POSTGRES_HOST"], port)) as made:
        yield made


@pytest.fixture(scope="module")
def web(live_stack, relay, tmp_path_factory):
    """The address of a web server whose way to PostgreSQL can fall silent."""
    way = {"POSTGRES_HOST": "127.0.0.1", "POSTGRES_PORT": str(relay.port)}
    folder, port = tmp_path_factory.mktemp("hung"), free_port()
    given = live_stack.environment | SETTINGS | way
    server = programs.web(folder, port, PRODUCTION_WSGI, given)
    server.start()
    try:
        server.wait()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()


@pytest.fixture
def silence(web, relay):
    """PostgreSQL falls silent after every thread has spoken with it."""
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: log_in(web), range(4)))
    relay.silent.set()
    yield
    relay.silent.clear()


def log_in(web):
    # A name of its own, or the fifth would be locked out.
    account = LOG_IN | {"username": f"nobody-{time.monotonic_ns()}"}
    return requests.post(f"{web}/api/auth/token/", json=account, timeout=60)


def test_requests_are_answered_and_no_thread_is_lost(web, silence):
    begun = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(lambda _: log_in(web), range(AT_ONCE)))
    assert {(each.status_code, each.json()["code"]) for each in answers} == {
        (503, "database_unavailable")
    }
    # The first that a thread serves waits for a statement, those after it for a connection.
    assert time.monotonic() - begun < 25
    assert requests.get(f"{web}/health/live", timeout=5).status_code == 200


def test_who_asks_whether_it_is_ready_is_told_soon(web, silence):
    begun = time.monotonic()
    answer = requests.get(f"{web}/health/ready", timeout=30).json()
    assert time.monotonic() - begun < 5
    assert answer["status"] == "degraded"
    assert answer["checks"]["postgresql"]["state"] == "down"


def test_when_it_speaks_again_it_is_asked_again(web, relay):
    relay.silent.set()
    assert log_in(web).status_code == 503
    relay.silent.clear()
    end = time.monotonic() + 10
    while (answer := log_in(web)).status_code == 503 and time.monotonic() < end:
        time.sleep(0.2)
    assert answer.status_code == 401


def test_a_server_that_never_says_a_word_is_given_up(live_stack, tmp_path):
    """From the start: something listens, and that is all."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        way = {"POSTGRES_HOST": "127.0.0.1", "POSTGRES_PORT": str(silent.getsockname()[1])}
        port = free_port()
        server = programs.web(tmp_path, port, PRODUCTION_WSGI, live_stack.environment | way)
        server.start()
        try:
            server.wait()
            begun = time.monotonic()
            assert log_in(f"http://127.0.0.1:{port}").status_code == 503
            assert time.monotonic() - begun < 10
        finally:
            server.stop()
