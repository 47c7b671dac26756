"""Child processes that never outlive us."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1


class StartFailed(RuntimeError):
    """A child did not become ready; the message carries the end of its log."""


def free_port() -> int:
    """A TCP port that is free on loopback now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def accepts_connections(port: int) -> bool:
    """Whether something listens on this loopback port."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.5):
        return True
    return False


def die_with_parent() -> None:
    """Ask Linux to end this child when its parent dies, however that happens.

    Linux takes the thread that started the child for its parent: start children from a thread
    that lasts as long as they shall.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One child process with its output in a log file.

    ``ready`` tells whether it does its work yet; without it, running is enough. ``stop_signal``
    is what makes the program end in good order.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | os.PathLike[str]],
        *,
        log: Path,
        ready: Callable[[], bool] = lambda: True,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.command = [os.fspath(part) for part in command]
        self.log = log
        self.env = dict(env) if env is not None else None
        self.cwd = cwd
        self.stop_signal = stop_signal
        self._ready = ready
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id; the child must have been started."""
        assert self._process is not None, f"{self.name} was not started"
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the child was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the program in a session of its own, so that Ctrl-C reaches only us."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.env,
                cwd=self.cwd,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def wait(self, seconds: float = 60) -> None:
        """Return once the child is ready; raise StartFailed if it ends or time runs out.

        A child that nobody could wait for, because of Ctrl-C too, is stopped.
        """
        deadline = time.monotonic() + seconds
        try:
            while not (self.running and self._ready()):
                if not self.running or time.monotonic() > deadline:
                    raise StartFailed(f"{self.name} did not start.\n{self.tail()}")
                time.sleep(0.05)
        except BaseException:
            self.stop()
            raise

    def restart(self) -> None:
        """Start again, after a stop or a kill too, and wait until ready."""
        self.stop()
        self.start()
        self.wait()

    def tail(self, lines: int = 25) -> str:
        """The end of the child's log."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def stop(self, seconds: float = 10) -> None:
        """End the child: politely first, then for good. Does nothing if it has ended."""
        self.signal(self.stop_signal)
        try:
            if self._process is not None:
                self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the child and what it started at once, as a crash would."""
        if self._process is not None and self.running:
            os.killpg(self.pid, signal.SIGKILL)
            self._process.wait(5)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the child if it runs."""
        if self._process is not None and self.running:
            self._process.send_signal(number)
