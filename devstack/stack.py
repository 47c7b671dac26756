"""The product on loopback, whole or in parts."""

import contextlib
import os
import secrets
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Literal

from devstack import programs
from devstack.folder import PROJECT
from devstack.process import Child, StartFailed, free_port
from devstack.services import Services
from devstack.standin import Standin
from spotify.standin.facts import SHIPPED

Part = Literal["standin", "web", "worker", "beat"]
ALL_PARTS: tuple[Part, ...] = ("standin", "web", "worker", "beat")
PRODUCTION_WSGI = "music_discovery_backend.wsgi"

# What a program needs of the machine, and nothing that could change how the service behaves.
_NEUTRAL = (
    *("PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV"),
    *("HOME", "USER", "TMPDIR", "LANG", "LC_ALL"),
)


def neutral_environment() -> dict[str, str]:
    """The caller's environment without anything that the service reads."""
    kept = {name: os.environ[name] for name in _NEUTRAL if name in os.environ}
    return kept | {"ENV_FILE": "", "PYTHONUNBUFFERED": "1"}


class Stack(contextlib.AbstractContextManager["Stack"]):
    """Starts PostgreSQL, Redis, the migrations and ``parts`` on entry, ends all on exit.

    Data and logs lie below ``folder``. ``given`` is the environment to build on: where it names
    a PostgreSQL or a Redis, that one is used; what ``settings`` says wins over everything.
    ``facts`` is the file that the stand-in's catalogue is made from.
    ``web``, ``worker``, ``beat`` and ``standin`` can be killed, stopped and restarted;
    ``services.postgres`` and ``services.redis`` can be killed and started. Everything ends with
    the process that holds the stack, however that ends.
    """

    def __init__(
        self,
        folder: Path,
        *,
        parts: Collection[Part] = ALL_PARTS,
        given: Mapping[str, str] | None = None,
        settings: Mapping[str, str] | None = None,
        port: int | None = None,
        profile: str = "dev2026",
        facts: Path = SHIPPED,
        wsgi: str = PRODUCTION_WSGI,
        durable: bool = False,
    ) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self._parts = parts
        self._given = neutral_environment() if given is None else dict(given)
        self._settings = dict(settings or {})
        self._profile = profile
        self._facts = facts
        self._wsgi = wsgi
        self._durable = durable

    def __enter__(self) -> "Stack":
        self.folder.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as running:
            self.services = running.enter_context(
                Services(self.folder, given=self._given, durable=self._durable)
            )
            self._make_programs()
            self.manage("migrate", "--no-input", "--verbosity=0")
            running.enter_context(self._started())
            self._running = running.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def manage(self, *arguments: str, **environment: str) -> str:
        """Run ``manage.py`` beside the service; its output, or StartFailed with it."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            raise StartFailed(f"manage.py {arguments[0]} failed.\n{done.stdout}")
        return done.stdout

    def ended(self) -> list[Child]:
        """The parts that should run and do not."""
        return [child for child in self.children if not child.running]

    def logs(self, lines: int = 25) -> str:
        """The end of every part's log."""
        return "\n\n".join(f"--- {child.name}\n{child.tail(lines)}" for child in self.children)

    def _make_programs(self) -> None:
        self.standin = Standin(self.folder, profile=self._profile, facts=self._facts)
        self.environment = {
            "SECRET_KEY": secrets.token_urlsafe(48),
            **self._given,
            **self.services.environment,
            **(self.standin.environment if "standin" in self._parts else {}),
            **self._settings,
        }
        self.web = programs.web(self.folder, self.port, self._wsgi, self.environment)
        self.worker = programs.worker(self.folder, self.environment)
        self.beat = programs.beat(self.folder, self.environment)
        made: dict[Part, Child] = {
            "standin": self.standin,
            "web": self.web,
            "worker": self.worker,
            "beat": self.beat,
        }
        self.children = [made[part] for part in ALL_PARTS if part in self._parts]

    @contextlib.contextmanager
    def _started(self) -> Iterator[None]:
        """All parts at once, since most of their start is waiting; ended in turn."""
        with contextlib.ExitStack() as running:
            for child in self.children:
                running.callback(child.stop)
                child.start()
            running.callback(self._ask_all_to_end)  # runs first: they end side by side
            for child in self.children:
                child.wait()
            yield

    def _ask_all_to_end(self) -> None:
        for child in self.children:
            child.signal(child.stop_signal)
