"""The stand-in as a running server."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self, cast
from urllib.parse import parse_qsl, urlsplit

from listenbrainz.standin import answers
from listenbrainz.standin.answers import WINDOW, Answer


@dataclass(frozen=True, slots=True)
class Call:
    """One call that came in."""

    path: str
    query: Mapping[str, str]
    user_agent: str


class StandinServer:
    """A stand-in on a loopback port, from ``start`` to ``stop`` or for a ``with`` block.

    ``port`` 0 takes a free one. Raises OSError for a port that is taken.
    """

    def __init__(self, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.calls: list[Call] = []
        self._faults: list[str] = []
        self._lock = threading.Lock()
        self._server = _Server((host, port), self)
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.05},
            name="listenbrainz-standin",
        )

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Serve from a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def site(self) -> str:
        """``http://127.0.0.1:PORT``; stands for ``https://labs.api.listenbrainz.org``."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    @property
    def api_url(self) -> str:
        """What stands for ``https://api.listenbrainz.org/1``."""
        return f"{self.site}/1"

    def fault(self, kind: str, *, times: int = 1) -> None:
        """Let the next calls run into a fault; see ``answers.faulty`` for the kinds."""
        with self._lock:
            self._faults += [kind] * times

    def answer(self, call: Call) -> Answer:
        """What this call gets."""
        with self._lock:
            self.calls.append(call)
            remaining = WINDOW - len(self.calls) % WINDOW
            kind = self._faults.pop(0) if self._faults else None
        given = answers.ordinary(call.path, call.query, remaining)
        return answers.faulty(kind, given) if kind else given


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], standin: StandinServer) -> None:
        self.standin = standin
        super().__init__(address, _Connection)


class _Connection(BaseHTTPRequestHandler):
    # One call a connection: no thread is left waiting for a second when the stand-in stops.
    protocol_version = "HTTP/1.0"
    server_version = "ListenBrainzStandin"
    sys_version = ""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        call = Call(parts.path, dict(parse_qsl(parts.query)), self.headers.get("User-Agent", ""))
        given = cast("_Server", self.server).standin.answer(call)
        self.send_response(given.status)
        for name, value in given.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(given.body)))
        self.end_headers()
        self.wfile.write(given.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base
        """Nothing on the terminal: ``calls`` keeps what was asked."""
