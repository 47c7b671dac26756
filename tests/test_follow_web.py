"""docker/follow-web.sh tells Nginx of web containers; short scripts stand in for all others."""

import os
import signal
import subprocess
import time

import pytest

from tests.settings_source import PROJECT

_SCRIPT = (PROJECT / "docker" / "follow-web.sh").read_text()
_PROGRAMS = {
    # The name server: one address per line of the file, as getent prints them.
    "getent": 'while read -r each; do echo "$each STREAM web"; done < {place}/addresses',
    # Whoever is asked whether it lives, does.
    "wget": "exit 0",
    # Nginx takes the news unless it is away.
    "nginx": "[ ! -e {place}/nginx-is-away ] && cat {place}/state/servers >> {place}/reloads",
}


class Follower:
    """The script under way in a folder of its own, a round every tenth of a second."""

    def __init__(self, place):
        self.place = place
        self.state = place / "state"
        self.state.mkdir()
        (place / "addresses").write_text("10.0.0.1\n")
        (place / "bin").mkdir()
        for name, text in _PROGRAMS.items():
            program = place / "bin" / name
            program.write_text(f"#!/bin/sh\n{text.format(place=place)}\n")
            program.chmod(0o755)
        self.script = place / "follow-web.sh"
        adapted = _SCRIPT.replace("/run/web", str(self.state)).replace("pause=2", "pause=0.1")
        self.script.write_text(adapted.replace("$((pause * 2))", "0.5"))

    def run(self, *arguments):
        """Start it as the container's start does; what stays in the background is of its group."""
        path = f"{self.place}/bin:{os.environ['PATH']}"
        with (self.place / "log").open("a") as log:
            return subprocess.Popen(
                ["sh", self.script, *arguments],
                env={"PATH": path},
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )

    def knows(self, *addresses):
        """Whether Nginx has been told of just these, within five seconds."""
        wanted = "".join(f"server {each}:8000;\n" for each in addresses)
        return self.soon(lambda: (self.state / "told").read_text() == wanted)

    def soon(self, holds):
        end = time.monotonic() + 5
        while not (it_does := holds()) and time.monotonic() < end:
            time.sleep(0.05)
        return it_does

    def has_a_round_after(self, moment):
        """Whether a round succeeds that began later, within five seconds."""
        alive = self.state / "alive"
        return self.soon(lambda: alive.exists() and alive.stat().st_mtime > moment)


@pytest.fixture
def follower(tmp_path):
    made = Follower(tmp_path)
    started = made.run()
    assert started.wait(10) == 0
    yield made
    os.killpg(started.pid, signal.SIGKILL)


def test_before_nginx_starts_it_has_what_nginx_reads(follower):
    assert (follower.state / "servers").read_text() == "server 10.0.0.1:8000;\n"


def test_nginx_is_told_of_a_container_that_came(follower):
    (follower.place / "addresses").write_text("10.0.0.1\n10.0.0.2\n")
    assert follower.knows("10.0.0.1", "10.0.0.2")
    assert "10.0.0.2" in (follower.place / "reloads").read_text()


def test_with_nobody_there_nginx_still_gets_an_upstream(follower):
    (follower.place / "addresses").write_text("")
    servers = follower.state / "servers"
    assert follower.soon(lambda: servers.read_text() == "server 127.0.0.1:1;\n")


def test_who_is_drained_is_left_out_and_let_in_again(follower):
    assert follower.run("drain", "10.0.0.1").wait(10) == 0
    assert (follower.state / "servers").read_text() == "server 127.0.0.1:1;\n"
    assert follower.run("drain").wait(10) == 0
    assert follower.knows("10.0.0.1")


def test_a_round_that_fails_is_said_and_the_next_succeeds(follower):
    found = follower.state / "found"
    found.unlink()
    found.mkdir()  # what a full disk does: the round cannot write
    assert follower.soon(lambda: "this round failed" in (follower.place / "log").read_text())
    found.rmdir()
    (follower.place / "addresses").write_text("10.0.0.9\n")
    assert follower.knows("10.0.0.9")


def test_news_that_nginx_has_not_taken_is_told_again(follower):
    (follower.place / "nginx-is-away").touch()
    (follower.place / "addresses").write_text("10.0.0.3\n")
    servers = follower.state / "servers"
    assert follower.soon(lambda: "10.0.0.3" in servers.read_text())
    assert not (follower.place / "reloads").exists()
    (follower.place / "nginx-is-away").unlink()
    assert follower.knows("10.0.0.3")
    assert "10.0.0.3" in (follower.place / "reloads").read_text()


def test_the_health_check_can_see_whether_rounds_still_succeed(follower):
    assert follower.has_a_round_after(time.time())
    (follower.place / "nginx-is-away").touch()
    (follower.place / "addresses").write_text("10.0.0.4\n")
    assert follower.soon(lambda: "this round failed" in (follower.place / "log").read_text())
    last = (follower.state / "alive").stat().st_mtime
    time.sleep(0.5)
    assert (follower.state / "alive").stat().st_mtime == last
