"""A program under the reloader starts anew when its code changes."""

import os
import subprocess
import sys

from devstack.folder import PROJECT


def test_a_saved_file_starts_the_program_anew():
    program = ("sh", "-c", "echo started; sleep 60")
    running = subprocess.Popen(
        [sys.executable, "-m", "devstack.reloaded", *program],
        cwd=PROJECT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert running.stdout.readline() == "started\n"
        (PROJECT / "devstack" / "reloaded.py").touch()
        assert running.stdout.readline() == "started\n"
    finally:
        os.killpg(running.pid, 15)
        running.wait(10)
        running.stdout.close()
