"""The app's own token (OAuth client credentials): cached for all processes, renewed by one."""

import logging
import time
import uuid

from requests import PreparedRequest
from requests.auth import AuthBase, HTTPBasicAuth

from common.upstream.store import Store
from spotify.circuit import SpotifyCircuits
from spotify.config import SpotifyConfig
from spotify.errors import BadCredentials, Throttled, TokenPending, TryLater, Unreadable, error_for
from spotify.messages import Group, Request, Response
from spotify.transport import Transport

logger = logging.getLogger(__name__)

_POLL = 0.05  # seconds between two looks at what the renewing process has done


class Bearer(AuthBase):
    """Authorises a request with a token, which it does not show when printed."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


class Tokens:
    """The token of one Spotify app.

    It lies in Redis exactly as long as it should be used, so "not there" means "renew".
    """

    def __init__(
        self, store: Store, config: SpotifyConfig, transport: Transport, circuits: SpotifyCircuits
    ) -> None:
        self._store = store
        self._config = config
        self._transport = transport
        self._circuits = circuits
        self._token_key = f"{config.key_prefix}token"
        self._lock_key = f"{config.key_prefix}token:renewing"
        self._refusal_key = f"{config.key_prefix}token:refused"
        # Covers a renewal whose every try times out, so that no second one starts beside it.
        rounds = config.retries + 1
        self._longest_renewal = rounds * (2 * config.timeout + 2**rounds * config.retry_pause)

    def get(self) -> Bearer:
        """The token, renewed if it is due.

        One caller renews, over all threads and processes; the others wait for its result. Raises
        ``BadCredentials`` if Spotify refused the credentials lately, ``CircuitOpen`` if the token
        service failed or asked us to wait, ``TokenPending`` if the wait takes too long, and what
        the renewal itself raises.
        """
        owner = uuid.uuid4().hex
        give_up = time.monotonic() + self._longest_renewal
        while (bearer := self._usable()) is None:
            if self._store.add(self._lock_key, owner, self._longest_renewal):
                return self._renew_as(owner)
            if time.monotonic() > give_up:
                raise TokenPending(retry_after=self._config.token_pause)
            time.sleep(_POLL)
        return bearer

    def drop(self, bearer: Bearer) -> None:
        """Forget this token after the API rejected it; a newer one stays."""
        self._store.delete_if(self._token_key, bearer.token)

    def seconds_left(self) -> float | None:
        """How long the cached token will still be used; None if there is none."""
        entry = self._store.get(self._token_key)
        return entry.seconds_left if entry is not None else None

    def refused(self) -> bool:
        """Whether Spotify lately refused the present credentials."""
        entry = self._store.get(self._refusal_key)
        return entry is not None and entry.value == self._config.fingerprint

    def forget_refusal(self) -> None:
        """Try the credentials again, on an operator's word."""
        self._store.delete(self._refusal_key)

    def _usable(self) -> Bearer | None:
        """The cached token; None if it is due. Raises if it cannot be renewed now."""
        entry = self._store.get(self._token_key)
        if entry is not None:
            return Bearer(entry.value)
        if self.refused():
            raise BadCredentials
        self._circuits.check(Group.TOKEN)
        return None

    def _renew_as(self, owner: str) -> Bearer:
        try:
            # Another may have finished, or failed, just before the lock became ours.
            return self._usable() or self._renew()
        finally:
            self._store.delete_if(self._lock_key, owner)

    def _renew(self) -> Bearer:
        try:
            bearer, seconds = self._fetch()
        except Throttled as error:
            self._circuits.trip(Group.TOKEN, error)
            raise
        except BadCredentials:
            seconds = self._config.refusal_memory
            self._store.put(self._refusal_key, self._config.fingerprint, seconds)
            logger.error("Spotify refused the client id and secret; no new try for %.0f s", seconds)
            raise
        except TryLater as error:
            self._circuits.open(Group.TOKEN, self._config.token_pause, error.code)
            raise
        self._store.put(self._token_key, bearer.token, seconds)
        logger.info("Spotify token renewed, good for %.0f s", seconds)
        return bearer

    def _fetch(self) -> tuple[Bearer, float]:
        """A new token and the seconds for which it should be used."""
        request = Request(
            Group.TOKEN,
            f"{self._config.accounts_url.rstrip('/')}/api/token",
            method="POST",
            form={"grant_type": "client_credentials"},
        )
        config = self._config
        secrets = HTTPBasicAuth(config.client_id.encode(), config.client_secret.encode())
        answer = self._transport.send(request, secrets)
        if answer.ok:
            return self._read(answer)
        error = error_for(answer.status, answer.complaint, answer.retry_after)
        raise error if error.retryable else BadCredentials

    def _read(self, answer: Response) -> tuple[Bearer, float]:
        content = answer.mapping()
        token, lifetime = content.get("access_token"), content.get("expires_in")
        if not isinstance(token, str) or not _fits_a_header(token):
            raise Unreadable("Spotify's answer holds no token.")
        if not isinstance(lifetime, int | float):
            raise Unreadable("Spotify's answer does not say how long the token lives.")
        # Even a very short life must not make every call renew.
        return Bearer(token), max(lifetime - self._config.token_margin, lifetime / 2, 1.0)


def _fits_a_header(token: str) -> bool:
    """Whether the HTTP library will take the token, which it would else quote in its error."""
    return token.isascii() and token.isprintable() and bool(token) and " " not in token
