"""Starting and stopping, in a process of its own and inside this one."""

import re
import signal
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
import requests

from spotify.standin import StandinServer
from spotify.standin.profiles import UnknownProfile

ADDRESS = re.compile(r"Spotify stand-in \((\w+)\) at (http://127\.0\.0\.1:\d+)\n")


@pytest.fixture
def start():
    """Run the command with options; what still runs at the end is ended."""
    running = []

    def run(*options):
        process = subprocess.Popen(
            [sys.executable, "-m", "spotify.standin", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_command_says_where_it_is_and_stops_on_a_signal(start, sign):
    process = start("--profile", "legacy", "--port", "0")
    profile, site = ADDRESS.fullmatch(process.stdout.readline()).groups()
    assert requests.get(f"{site}/_standin/health", timeout=10).json()["profile"] == profile
    process.send_signal(sign)
    assert process.wait(timeout=10) == 0
    assert process.stderr.read() == ""


def test_the_command_stops_at_once_in_the_middle_of_slow_answers(start):
    process = start()
    _, site = ADDRESS.fullmatch(process.stdout.readline()).groups()
    requests.post(
        f"{site}/_standin/faults", json={"kind": "slow", "seconds": 500}, timeout=10
    ).raise_for_status()
    with socket.create_connection(("127.0.0.1", urlsplit(site).port), timeout=10) as waiting:
        waiting.sendall(b"GET /v1/search HTTP/1.1\r\nHost: standin\r\n\r\n")
        process.terminate()
        assert process.wait(timeout=10) == 0


def test_credentials_can_be_chosen(start):
    process = start("--client-id", "me", "--client-secret", "mine")
    _, site = ADDRESS.fullmatch(process.stdout.readline()).groups()
    form = {"grant_type": "client_credentials", "client_id": "me", "client_secret": "mine"}
    assert requests.post(f"{site}/api/token", data=form, timeout=10).status_code == 200


def test_a_port_that_is_taken_is_said_in_one_line(start):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = start("--port", str(taken.getsockname()[1]))
        _, errors = process.communicate(timeout=10)
    assert process.returncode == 1
    assert errors.startswith("Cannot listen on 127.0.0.1:")
    assert errors.count("\n") == 1


def test_django_is_not_needed():
    probe = "import sys, spotify.standin.__main__; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


def test_an_unknown_profile_is_refused_with_the_names_there_are():
    with pytest.raises(UnknownProfile, match="dev2026, extended, legacy"):
        StandinServer("premium")


def test_after_the_stop_nobody_answers_even_on_an_open_connection():
    with requests.Session() as http:
        with StandinServer() as standin:
            health = f"{standin.site}/_standin/health"
            assert http.get(health, timeout=10).status_code == 200
        with pytest.raises(requests.ConnectionError):
            http.get(health, timeout=10)


def test_latency_comes_before_every_answer_but_not_before_control_calls():
    with StandinServer(latency_ms=300) as standin:
        assert requests.get(f"{standin.site}/_standin/health", timeout=5).status_code == 200
        with pytest.raises(requests.ReadTimeout):
            requests.get(f"{standin.api_url}/search", timeout=0.05)


def test_two_stand_ins_count_apart():
    with StandinServer() as one, StandinServer() as other:
        requests.get(f"{one.api_url}/search", timeout=10)
        assert (one.calls()["total"], other.calls()["total"]) == (1, 0)


def test_reset_clears_faults_and_counts_and_keeps_tokens(dev):
    dev.standin.fault("server_error", times=None)
    dev.standin.token_lifetime(0)
    dev.get("search", q="rock", type="track")
    dev.standin.reset()
    assert dev.standin.calls()["total"] == 0
    assert dev.found("genre:rock")
    assert dev.token().json()["expires_in"] == 3600
