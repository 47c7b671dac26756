"""The one way to ListenBrainz: circuit, budget, a single try, judgement."""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from common.trace import trace_headers
from common.upstream.bounded import AnswerTooLong, content_of
from common.upstream.budget import Budget
from common.upstream.circuit import Circuits
from common.upstream.retry_after import seconds_to_wait
from listenbrainz.config import ListenBrainzConfig
from listenbrainz.errors import ListenBrainzError, Refused, Throttled, Unreachable, Unreadable

logger = logging.getLogger(__name__)

_NETWORK_FAULTS = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
)


class Group(StrEnum):
    """The two hosts; each counts for itself."""

    API = "api"
    LABS = "labs"


class Gate:
    """Lets a call through if it may be made, and turns every failure into its error.

    Safe to share between threads; make one per process, after forking.
    """

    def __init__(self, config: ListenBrainzConfig, circuits: Circuits, budget: Budget) -> None:
        self._config = config
        self._circuits = circuits
        self._budget = budget
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers["User-Agent"] = config.user_agent
        adapter = HTTPAdapter(pool_maxsize=config.pool_size, max_retries=0)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def get(self, group: Group, url: str, params: Mapping[str, str]) -> Any:
        """The decoded JSON of a successful answer; None for a 404, which says "not known".

        Raises CircuitOpen and BudgetSpent without a call. Every other failure but Unreadable opens
        the circuit of the group, and so does the last call that a rate window allows.
        """
        self._circuits.check(group)
        self._budget.take()
        try:
            answer = self._session.get(
                url,
                params=params,
                headers=trace_headers(),
                timeout=self._config.timeout,
                allow_redirects=False,
                stream=True,
            )
            content = content_of(answer)
        except AnswerTooLong:
            raise Unreadable from None
        except _NETWORK_FAULTS as fault:
            raise self._fail(group, Unreachable(), self._config.fault_pause) from fault
        self._judge(group, answer)
        return None if answer.status_code == 404 else _parsed(content)

    def close(self) -> None:
        """Close the pooled connections."""
        self._session.close()

    def _judge(self, group: Group, answer: requests.Response) -> None:
        config, status = self._config, answer.status_code
        if status == 429:
            raise self._fail(group, Throttled(), _wait(answer) or config.throttle_pause)
        if status >= 500:
            raise self._fail(group, Unreachable(), _wait(answer) or config.fault_pause)
        if status != 404 and not 200 <= status < 300:
            raise self._fail(group, Refused(), config.refusal_pause)
        if answer.headers.get("X-RateLimit-Remaining", "").strip() == "0":
            self._circuits.open(group, _wait(answer) or config.throttle_pause, Throttled.code)

    def _fail(self, group: Group, error: ListenBrainzError, seconds: float) -> ListenBrainzError:
        """Open the circuit and give the error, which says how long it is open."""
        logger.warning("ListenBrainz %s: %s", group, error.code)
        self._circuits.open(group, seconds, error.code)
        opening = self._circuits.opening(group)
        error.retry_after = opening.seconds_left if opening is not None else None
        return error


def _wait(answer: requests.Response) -> float | None:
    """The seconds to wait that an answer names: Retry-After, else what is left of the window."""
    named = answer.headers.get("Retry-After") or answer.headers.get("X-RateLimit-Reset-In")
    return seconds_to_wait(named, datetime.now(UTC))


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise Unreadable from None
