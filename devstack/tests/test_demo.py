"""The demo plays the whole story, says what does not hold, and leaves nothing behind."""

import http.server
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
import time
from pathlib import Path

import pytest

from devstack.demo.story import STEPS
from devstack.stack import neutral_environment
from devstack.tests.processes import processes_of

DEMO = ["-m", "devstack.demo"]
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--bounding-set=-all"]


def run(command, folder, **environment):
    return subprocess.run(
        command,
        cwd=folder,
        env=neutral_environment() | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=100,
    )


def assert_nothing_is_left(folder):
    deadline = time.monotonic() + 10
    while processes_of(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of(folder) == []
    assert list((folder / ".run").iterdir()) == []


def test_every_step_holds(checkout):
    done = run([sys.executable, *DEMO], checkout)
    assert done.returncode == 0, done.stdout
    assert f"All {len(STEPS)} steps held" in done.stdout
    assert_nothing_is_left(checkout)


def runs_for_nobody(python, folder, **environment):
    # Through a shell, since setpriv itself still has root's way into closed folders.
    command = [*NOBODY, "sh", "-c", '"$0" -c "import ssl"', str(python)]
    return run(command, folder, **environment).returncode == 0


def python_for_nobody(folder):
    """Our interpreter, or a copy where it lies in a folder of root's; what it needs set."""
    if runs_for_nobody(sys.executable, folder):
        return sys.executable, {}
    copy, home = folder / "python", Path(sys.base_prefix)
    left_out = shutil.ignore_patterns("site-packages", "test", "__pycache__", "config-*")
    shutil.copytree(home / "lib", copy / "lib", ignore=left_out)
    (copy / "bin").mkdir()
    shutil.copy(Path(sys.executable).resolve(), copy / "bin" / "python")
    needed = {"LD_LIBRARY_PATH": str(copy / "lib")}
    if not runs_for_nobody(copy / "bin" / "python", folder, **needed):
        pytest.skip("Python here runs neither for ordinary users nor from a copy")
    return copy / "bin" / "python", needed


@pytest.mark.skipif(os.geteuid() != 0, reason="the suite itself runs as an ordinary user")
def test_every_step_holds_for_an_ordinary_user_too(checkout):
    python, needed = python_for_nobody(checkout)
    for path in (checkout, *checkout.rglob("*")):
        shutil.chown(path, 65534, 65534)
    own = {"HOME": str(checkout), "PYTHONPATH": sysconfig.get_path("purelib")} | needed
    done = run([*NOBODY, python, *DEMO], checkout, **own)
    assert done.returncode == 0, done.stdout
    assert_nothing_is_left(checkout)


@pytest.fixture
def demo(checkout):
    """A demo that has started everything and is about to play."""
    command = [sys.executable, *DEMO]
    environment = neutral_environment()
    with subprocess.Popen(
        command, cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True
    ) as demo:
        while not demo.stdout.readline().startswith("Ready"):
            assert demo.poll() is None
        yield demo
        demo.kill()


def test_a_demo_that_is_interrupted_cleans_up(demo, checkout):
    demo.send_signal(signal.SIGINT)
    assert demo.wait(30) == 130
    assert_nothing_is_left(checkout)


def test_no_process_outlives_a_demo_that_is_killed(demo, checkout):
    demo.kill()
    demo.wait()
    deadline = time.monotonic() + 20
    while processes_of(checkout) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of(checkout) == []


def test_something_that_does_not_start_is_named_with_its_log(checkout):
    (checkout / "spotify" / "standin" / "__main__.py").write_text("raise SystemExit('no tracks')")
    done = run([sys.executable, *DEMO], checkout)
    assert done.returncode == 1
    assert done.stdout.endswith("Spotify stand-in did not start.\nno tracks\n")
    assert_nothing_is_left(checkout)


class Refusing(http.server.BaseHTTPRequestHandler):
    """Answers everything with 503."""

    def do_POST(self):
        """Refuse."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_error(503)

    def log_message(self, *_):
        """Say nothing."""


def test_a_step_that_does_not_hold_is_named(checkout):
    server = http.server.HTTPServer(("127.0.0.1", 0), Refusing)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    base_url = f"http://127.0.0.1:{server.server_port}"
    done = run([sys.executable, *DEMO, "--base-url", base_url], checkout)
    server.shutdown()
    server.server_close()
    thread.join()
    assert done.returncode == 1
    assert f'Step 1 ("{STEPS[0][0]}") failed: POST /api/users/ answered 503' in done.stdout


def test_a_server_that_is_not_there_is_a_failed_step(checkout):
    done = run([sys.executable, *DEMO, "--base-url", "http://127.0.0.1:9"], checkout)
    assert done.returncode == 1
    assert "got no answer" in done.stdout
