"""The stack that developers keep: its data and secrets survive below ``.run/development``."""

import json
import os
from collections.abc import Collection
from pathlib import Path

from devstack.folder import kept_folder
from devstack.secret import kept_secret, write_private
from devstack.stack import ALL_PARTS, Part, Stack
from music_discovery_backend.env import env_int, env_secret, env_str, load_env_file

# A server's settings, which a developer's .env may hold too and which are not for here.
_NOT_FOR_LOOPBACK = (
    *("POSTGRES_", "REDIS_", "CELERY_BROKER_"),
    *("HTTPS_ONLY", "WEB_BIND", "STATIC_HASHED", "HEARTBEAT_FILE"),
)


class DevelopmentStack(Stack):
    """The stack as the environment and ``.env`` want it, on PORT.

    It talks to the real Spotify where both SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET are set,
    else to the stand-in. PostgreSQL and Redis are always its own.
    """

    def __init__(self, parts: Collection[Part] = ALL_PARTS) -> None:
        load_env_file()
        folder = kept_folder("development")
        self.talks_to_spotify = _has_credentials()
        super().__init__(
            folder,
            parts=[part for part in parts if part != "standin" or not self.talks_to_spotify],
            given=_environment(),
            settings={"ENV_FILE": "", "SECRET_KEY": _secret_key(folder)},
            port=env_int("PORT", 8000, least=1, most=65535),
            wsgi="devstack.wsgi:application",
            durable=True,
        )
        self._environment_file = folder / "environment.json"

    @property
    def admin_password(self) -> Path:
        """The file with the password of the account ``admin``."""
        return self.folder / "admin-password"

    def publish_environment(self) -> None:
        """Let ``devstack.manage`` reach what runs here."""
        write_private(self._environment_file, json.dumps(self.environment))

    def published_environment(self) -> dict[str, str]:
        """The environment of the stack that runs now in another process."""
        environment: dict[str, str] = json.loads(self._environment_file.read_text())
        return environment


def _has_credentials() -> bool:
    secret = env_secret("SPOTIFY_CLIENT_SECRET", fallback="")
    return bool(env_str("SPOTIFY_CLIENT_ID", "") and secret)


def _secret_key(folder: Path) -> str:
    return env_secret("SECRET_KEY", fallback="") or kept_secret(folder / "secret-key")


def _environment() -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not _is_for_a_server(name)}
    return kept | {"PYTHONUNBUFFERED": "1"}


def _is_for_a_server(name: str) -> bool:
    return name.startswith(_NOT_FOR_LOOPBACK)
