"""Sends one request over pooled connections, and repeats it a little when the network fails."""

import logging
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase

from common.trace import trace_headers
from common.upstream.bounded import AnswerTooLong, content_of
from common.upstream.retry_after import seconds_to_wait
from spotify.config import SpotifyConfig
from spotify.errors import ServerFault, Unreachable, Unreadable
from spotify.messages import Request, Response

logger = logging.getLogger(__name__)

_NETWORK_FAULTS = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
)


# What came back where nothing did.
UNREACHABLE = "unreachable"


def _nothing(*_: str) -> None:
    """Stands in where nobody wants to hear of it."""


class Transport:
    """Safe to share between threads; make one per process, after forking.

    ``heard`` is told the group of each call and what came back: its status or ``unreachable``.
    """

    def __init__(self, config: SpotifyConfig, heard: Callable[[str, str], None] = _nothing) -> None:
        self._config = config
        self._heard = heard
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # Repeats are ours, below; urllib3's own would follow Retry-After by sleeping.
        adapter = HTTPAdapter(pool_maxsize=config.pool_size, max_retries=0)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def send(
        self, request: Request, auth: AuthBase, on_repeat: Callable[[], None] = _nothing
    ) -> Response:
        """The answer, whatever its status below 500.

        A 5xx or a network fault is tried again at most ``config.retries`` times, after a random
        pause; ``on_repeat`` is called before each. What still fails raises ``ServerFault`` or
        ``Unreachable``; an answer without end raises ``Unreadable`` at once.
        """
        repeats = 0
        while True:
            try:
                return self._send_once(request, auth)
            except (ServerFault, Unreachable) as fault:
                if repeats >= self._config.retries:
                    raise
                logger.info("Spotify %s: %s, trying again", request.group, fault.code)
            self._pause(repeats)
            on_repeat()
            repeats += 1

    def close(self) -> None:
        """Close the pooled connections."""
        self._session.close()

    def _send_once(self, request: Request, auth: AuthBase) -> Response:
        try:
            answer = self._session.request(
                request.method,
                request.url,
                params=request.params,
                data=request.form,
                headers=trace_headers(),
                auth=auth,
                timeout=self._config.timeout,
                allow_redirects=False,  # a redirect must not carry the token elsewhere
                stream=True,
            )
            content = content_of(answer)
        except _NETWORK_FAULTS as fault:
            # Only the name goes on: the fault itself holds the request with its authorisation.
            name = type(fault).__name__
            self._heard(request.group, UNREACHABLE)
        except AnswerTooLong:
            raise Unreadable("Spotify's answer does not end.") from None
        else:
            self._heard(request.group, str(answer.status_code))
            return _read(answer, content)
        raise Unreachable(f"Spotify cannot be reached ({name}).")

    def _pause(self, repeats: int) -> None:
        """Sleep for a random part of a pause that doubles, so that callers spread out."""
        longest = self._config.retry_pause * 2**repeats
        time.sleep(random.uniform(0, longest))  # noqa: S311 - jitter, not a secret


def _read(answer: requests.Response, content: bytes) -> Response:
    """Our own view of an answer; raises ``ServerFault`` for a 5xx."""
    wait = seconds_to_wait(answer.headers.get("Retry-After"), datetime.now(UTC))
    if answer.status_code >= 500:
        raise ServerFault(f"Spotify has a fault ({answer.status_code}).", retry_after=wait)
    return Response(answer.status_code, content.decode("utf-8", errors="replace"), wait)
