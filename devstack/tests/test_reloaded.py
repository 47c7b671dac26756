"""A program under the reloader starts anew when its code changes."""

import os
import sys
import time

from devstack.folder import PROJECT
from devstack.process import Child


def test_a_saved_file_starts_the_program_anew(tmp_path):
    command = [sys.executable, "-m", "devstack.reloaded", "sh", "-c", "echo started; sleep 60"]
    log = tmp_path / "log"
    child = Child("program", command, log=log, env=os.environ, cwd=PROJECT)
    child.start()
    try:
        wait_for(log, "started")
        wait_for(log, "started\nstarted", meanwhile=(PROJECT / "devstack" / "reloaded.py").touch)
    finally:
        child.kill()


def wait_for(log, text, *, meanwhile=lambda: None):
    """The reloader takes a moment to look at all files before it can see a change."""
    deadline = time.monotonic() + 60
    while text not in "\n".join(line for line in log.read_text().splitlines() if line == "started"):
        assert time.monotonic() < deadline, log.read_text()
        meanwhile()
        time.sleep(0.5)
