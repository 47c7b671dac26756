"""The stand-in as a running server: threads and sockets around ``Standin``."""

import socket
import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from spotify.standin.catalogue import load_catalogue
from spotify.standin.connection import Connection
from spotify.standin.facts import SHIPPED
from spotify.standin.faults.order import read_order
from spotify.standin.groups import GROUPS
from spotify.standin.profiles import profile_named
from spotify.standin.standin import Standin
from spotify.standin.tokens import TokenDesk

DEFAULT_CLIENT_ID = "standin-id"
DEFAULT_CLIENT_SECRET = "standin-secret"  # noqa: S105 - opens nothing but the stand-in


class SocketServer(ThreadingHTTPServer):
    """Accepts connections, one thread for each, and can hang up on all of them."""

    request_queue_size = 128
    daemon_threads = True

    def __init__(self, address: tuple[str, int], standin: Standin) -> None:
        self.standin = standin
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, Connection)

    @property
    def site(self) -> str:
        """The address that it listens on."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection for ``hang_up``."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection; it is closed here."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that gave up waiting is ordinary here; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        """End every open connection, so that no thread goes on serving after the stop."""
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the caller was quicker


class StandinServer:
    """A stand-in on a loopback port, from ``start`` to ``stop`` or for a ``with`` block.

    ``port`` 0 takes a free one; ``latency_ms`` comes before every API answer; ``facts`` is the
    file that the catalogue is made from. Raises ``UnknownProfile`` for a profile that does not
    exist and ``OSError`` for a port that is taken.
    """

    def __init__(
        self,
        profile: str = "dev2026",
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        client_id: str = DEFAULT_CLIENT_ID,
        client_secret: str = DEFAULT_CLIENT_SECRET,
        latency_ms: int = 0,
        facts: Path = SHIPPED,
    ) -> None:
        tokens = TokenDesk(client_id, client_secret)
        self._standin = Standin(
            profile_named(profile), load_catalogue(facts), tokens, latency=latency_ms / 1000
        )
        self._server = SocketServer((host, port), self._standin)
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.05},
            name="spotify-standin",
        )
        self.profile = profile
        self.client_id = client_id
        self.client_secret = client_secret

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Serve from a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening, hang up on everyone, wake whoever waits in a slow answer."""
        self._standin.closing.set()
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()

    @property
    def site(self) -> str:
        """``http://127.0.0.1:PORT``."""
        return self._server.site

    @property
    def api_url(self) -> str:
        """What stands for ``https://api.spotify.com/v1``."""
        return f"{self.site}/v1"

    @property
    def accounts_url(self) -> str:
        """What stands for ``https://accounts.spotify.com``."""
        return self.site

    def calls(self) -> dict[str, Any]:
        """``{"total", "by_group", "by_status", "recent"}``, as ``GET /_standin/calls`` says it."""
        return self._standin.calls.summary()

    def clear_calls(self) -> None:
        """Count from nothing."""
        self._standin.calls.clear()

    def fault(self, kind: str, **order: Any) -> None:
        """Order a fault: ``match``, ``times``, ``status``, ``retry_after``, ``seconds``.

        Raises ``FaultInvalid`` for an order that makes no sense.
        """
        self._standin.faults.add(read_order({"kind": kind, **order}, GROUPS))

    def clear_faults(self) -> None:
        """Nothing goes wrong any more."""
        self._standin.faults.clear()

    def token_lifetime(self, seconds: int) -> None:
        """How long tokens handed out from now on live."""
        self._standin.tokens.set_lifetime(seconds)

    def expire_tokens(self) -> None:
        """Every token handed out so far counts as expired."""
        self._standin.tokens.expire_all()

    def reset(self) -> None:
        """No faults, no counts, ordinary token lifetime; tokens handed out stay good."""
        self._standin.reset()
