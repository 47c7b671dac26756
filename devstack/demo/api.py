"""The API as a client program sees it."""

import time
from typing import Any

import requests

_TIMEOUT = 30  # seconds
_LONGEST_WAIT = 65  # seconds; limits are counted per minute


class StepFailed(Exception):
    """What a step of the story expected did not hold."""


def expect(holds: object, otherwise: str) -> None:
    """Raise StepFailed with the sentence unless it holds."""
    if not holds:
        raise StepFailed(otherwise)


class Api:
    """Calls with an expected status; another status, or no answer, is a StepFailed."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._session = requests.Session()
        # What a machine's proxy or .netrc says has no business between us and the server.
        self._session.trust_env = False

    def call(
        self, method: str, where: str, *, status: int, token: str | None = None, body: Any = None
    ) -> Any:
        """Send JSON to a path or a URL of the server's and return the JSON that it answers."""
        url = where if where.startswith("http") else self._base_url + where
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = self._patiently(method, url, headers, body)
        expect(
            answer.status_code == status,
            f"{method} {where} answered {answer.status_code}, not {status}: {answer.text[:500]}",
        )
        return answer.json() if answer.content else None

    def _patiently(
        self, method: str, url: str, headers: dict[str, str], body: Any
    ) -> requests.Response:
        """Wait once, as long as the server asks, where a limit is used up by earlier runs."""
        answer = self._send(method, url, headers, body)
        wait = int(answer.headers.get("Retry-After", 0)) if answer.status_code == 429 else 0
        if 0 < wait <= _LONGEST_WAIT:
            time.sleep(wait)
            answer = self._send(method, url, headers, body)
        return answer

    def _send(self, method: str, url: str, headers: dict[str, str], body: Any) -> requests.Response:
        try:
            return self._session.request(method, url, headers=headers, json=body, timeout=_TIMEOUT)
        except requests.RequestException as error:
            raise StepFailed(f"{method} {url} got no answer: {error}") from None
