"""``make run`` keeps its data, makes an admin once and says which Spotify it talks to."""

import contextlib
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from devstack.process import free_port
from devstack.stack import neutral_environment
from devstack.tests.processes import processes_of

RUN = [sys.executable, "-m", "devstack.run"]


@contextlib.contextmanager
def running(checkout, port, stop=signal.SIGINT):
    """Yield what a run says of itself once it is up; it is stopped afterwards, by Ctrl-C."""
    environment = neutral_environment() | {"PORT": str(port)}
    del environment["ENV_FILE"]
    with subprocess.Popen(
        RUN, cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        lines = []
        while not (lines and lines[-1].startswith("Ctrl-C")):
            assert process.poll() is None, lines
            lines.append(process.stdout.readline())
        yield "".join(lines)
        process.send_signal(stop)
        assert process.wait(30) == 0


def manage(checkout, *arguments):
    command = [sys.executable, "-m", "devstack.manage", *arguments]
    environment = neutral_environment()
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def log_in_to_admin(base_url, password):
    with requests.Session() as session:
        page = session.get(f"{base_url}/admin/login/", timeout=10)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text).group(1)
        form = {"username": "admin", "password": password, "csrfmiddlewaretoken": token}
        return session.post(f"{base_url}/admin/login/?next=/admin/", data=form, timeout=10)


COUNT = "from users.models import User; print(User.objects.count(), 'users')"


def test_a_run_can_be_used_and_keeps_its_data(checkout):
    port = free_port()
    base_url = f"http://127.0.0.1:{port}"
    with running(checkout, port) as said:
        assert f"{base_url}/api/" in said
        assert "stand-in" in said
        password = Path(re.search(r"password in (\S+)", said).group(1)).read_text().strip()
        assert "Activity per hour" in log_in_to_admin(base_url, password).text
        assert requests.get(f"{base_url}/static/admin/css/base.css", timeout=10).ok
        assert "1 users" in manage(checkout, "shell", "-c", COUNT)  # joins the run
    assert processes_of(checkout) == []
    assert "1 users" in manage(checkout, "shell", "-c", COUNT)  # on the same data, by itself
    assert processes_of(checkout) == []


def test_with_credentials_a_run_talks_to_spotify_itself(checkout):
    text = (
        "SPOTIFY_CLIENT_ID=id\nSPOTIFY_CLIENT_SECRET=secret\nPOSTGRES_HOST=db\nREDIS_HOST=redis\n"
    )
    (checkout / ".env").write_text(text)
    with running(checkout, free_port(), stop=signal.SIGTERM) as said:
        assert "the real one" in said
        assert not [command for command in processes_of(checkout) if "standin" in command]


def test_a_port_that_is_taken_is_said_before_anything_starts(checkout, live_port):
    environment = neutral_environment() | {"PORT": str(live_port)}
    done = subprocess.run(RUN, cwd=checkout, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout.startswith(f"Port {live_port} is in use")


@pytest.fixture
def live_port():
    """A port on which something listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
