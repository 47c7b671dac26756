"""Children start, are waited for, and end: by request, by force, and with their parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devstack.folder import PROJECT
from devstack.process import Child, StartFailed

SLEEP = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
# Says that it runs, then takes SIGTERM for a joke.
STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True)"
PARENT = """
import sys, time
from pathlib import Path
from devstack.process import Child
child = Child("x", [sys.executable, "-c", "import time; time.sleep(60)"], log=Path(sys.argv[1]))
child.start()
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def child(tmp_path):
    log = tmp_path / "log"
    child = Child("sleeper", SLEEP, log=log, ready=lambda: "up" in log.read_text())
    yield child
    child.kill()


def has_ended(pid: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    return not Path(f"/proc/{pid}").exists()


def test_a_started_child_runs_until_it_is_stopped(child):
    child.start()
    child.wait()
    assert child.running
    child.stop()
    assert not child.running


def test_a_restarted_child_is_another_process(child):
    child.start()
    first = child.pid
    child.restart()
    assert child.running
    assert child.pid != first


def test_a_killed_child_can_be_restarted(child):
    child.start()
    child.wait()
    child.kill()
    child.restart()
    assert child.running


def test_a_child_that_ends_at_once_is_reported_with_its_last_words(tmp_path):
    child = Child("talker", [sys.executable, "-c", "raise SystemExit('no')"], log=tmp_path / "log")
    child.start()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    with pytest.raises(StartFailed, match=r"talker did not start.\nno"):
        child.wait()


def test_a_child_that_never_gets_ready_is_ended(tmp_path):
    child = Child("sleeper", SLEEP, log=tmp_path / "log", ready=lambda: False)
    child.start()
    with pytest.raises(StartFailed):
        child.wait(seconds=0.2)
    assert not child.running


def test_a_child_that_will_not_stop_is_killed(tmp_path):
    log = tmp_path / "log"
    command = [sys.executable, "-c", f"{STUBBORN}; time.sleep(60)"]
    child = Child("stubborn", command, log=log, ready=lambda: "up" in log.read_text())
    child.start()
    child.wait()
    child.stop(seconds=0.2)
    assert not child.running


def test_a_child_ends_when_its_parent_is_killed(tmp_path):
    command = [sys.executable, "-c", PARENT, str(tmp_path / "log")]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    assert has_ended(pid)
