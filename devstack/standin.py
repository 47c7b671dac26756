"""The Spotify stand-in as a process of its own, and its remote control."""

import contextlib
import sys
from pathlib import Path
from typing import Any

import requests

from devstack.folder import PROJECT
from devstack.process import Child, free_port
from spotify.standin.facts import SHIPPED

_TIMEOUT = 5  # seconds


class Standin(Child):
    """A stand-in for one kind of Spotify app: profile dev2026, extended or legacy.

    ``facts`` is the file that its catalogue is made from.
    """

    def __init__(self, folder: Path, *, profile: str = "dev2026", facts: Path = SHIPPED) -> None:
        port = free_port()
        self.profile = profile
        self.site = f"http://127.0.0.1:{port}"
        super().__init__(
            "Spotify stand-in",
            [
                *(sys.executable, "-m", "spotify.standin"),
                *("--profile", profile, "--port", str(port), "--facts", str(facts)),
            ],
            log=folder / "standin.log",
            ready=self._is_healthy,
            cwd=PROJECT,
        )

    @property
    def environment(self) -> dict[str, str]:
        """The variables that make the service talk to this stand-in."""
        return {
            "SPOTIFY_API_URL": f"{self.site}/v1",
            "SPOTIFY_ACCOUNTS_URL": self.site,
            "SPOTIFY_CLIENT_ID": "standin-id",
            "SPOTIFY_CLIENT_SECRET": "standin-secret",
        }

    def calls(self) -> dict[str, Any]:
        """What it was called for: ``{"total", "by_group", "by_status", "recent"}``."""
        calls: dict[str, Any] = self._control("GET", "calls").json()
        return calls

    def clear_calls(self) -> None:
        """Count from nothing."""
        self._control("DELETE", "calls")

    def fault(self, kind: str, **order: Any) -> None:
        """Order a fault; see ``spotify.standin.faults`` for the kinds and what they take."""
        self._control("POST", "faults", json={"kind": kind, **order})

    def clear_faults(self) -> None:
        """Nothing goes wrong any more."""
        self._control("DELETE", "faults")

    def expire_tokens(self) -> None:
        """Every token handed out so far counts as expired."""
        self._control("DELETE", "tokens")

    def _is_healthy(self) -> bool:
        with contextlib.suppress(requests.ConnectionError):
            return self._control("GET", "health").ok
        return False

    def _control(self, method: str, name: str, **body: Any) -> requests.Response:
        url = f"{self.site}/_standin/{name}"
        answer = requests.request(method, url, timeout=_TIMEOUT, **body)
        answer.raise_for_status()
        return answer
