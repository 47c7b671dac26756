"""Access tokens of the client-credentials flow: handed out, checked, expired."""

import hmac
import secrets
import threading
import time
from collections import OrderedDict

from spotify.standin.messages import Refused

DEFAULT_LIFETIME = 3600
_REMEMBERED = 1000  # tokens; older ones become unknown rather than expired


class TokenDesk:
    """Knows the one client and the tokens it was given. Safe to use from many threads."""

    def __init__(self, client_id: str, client_secret: str) -> None:
        self.client_id = client_id
        self.client_secret = client_secret
        self._lifetime = DEFAULT_LIFETIME
        self._ends: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def set_lifetime(self, seconds: int) -> None:
        """How long tokens handed out from now on live; with 0 they arrive expired."""
        with self._lock:
            self._lifetime = seconds

    def knows_client(self, client_id: str) -> bool:
        """Whether the id is the client's, whatever the secret."""
        return hmac.compare_digest(client_id.encode(), self.client_id.encode())

    def knows_secret(self, client_secret: str) -> bool:
        """Whether the secret is the client's."""
        return hmac.compare_digest(client_secret.encode(), self.client_secret.encode())

    def issue(self) -> tuple[str, int]:
        """A new token and its lifetime in seconds."""
        token = secrets.token_urlsafe(64)
        with self._lock:
            self._ends[token] = time.monotonic() + self._lifetime
            while len(self._ends) > _REMEMBERED:
                self._ends.popitem(last=False)
            return token, self._lifetime

    def expire_all(self) -> None:
        """Every token handed out so far counts as expired from now on."""
        with self._lock:
            self._ends = OrderedDict.fromkeys(self._ends, 0.0)

    def check(self, authorization: str | None) -> None:
        """Raises ``Refused`` unless the ``Authorization`` header holds a living token."""
        if not authorization:
            raise Refused(401, "No token provided")
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise Refused(400, "Only valid bearer authentication supported")
        with self._lock:
            end = self._ends.get(token.strip())
        if end is None:
            raise _unauthorised("Invalid access token")
        if time.monotonic() >= end:
            raise _unauthorised("The access token expired")


def _unauthorised(message: str) -> Refused:
    challenge = f'Bearer realm="spotify", error="invalid_token", error_description="{message}"'
    return Refused(401, message, headers={"WWW-Authenticate": challenge})
