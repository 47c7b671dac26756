"""One client's connection: bytes in, a ``Request`` out; an ``Answer`` in, bytes out."""

from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from spotify.standin.messages import Answer, Delivery, Request, error_answer
from spotify.standin.service import answer

if TYPE_CHECKING:
    from spotify.standin.server import SocketServer

_LARGEST_BODY = 1_000_000


class Connection(BaseHTTPRequestHandler):
    """Serves requests until the client or the stand-in closes."""

    protocol_version = "HTTP/1.1"
    server_version = "SpotifyStandin"
    sys_version = ""
    # One packet per answer: no waiting for more to send, and no header apart from its body.
    disable_nagle_algorithm = True
    wbufsize = -1

    def serve(self) -> None:
        """Answer one request."""
        body = self._read_body()
        if body is None:
            self.close_connection = True
            self._send(error_answer(413, "Request body too large or of unknown length"))
            return
        server = cast("SocketServer", self.server)
        self._send(answer(server.standin, self._request(body, server.site)))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = serve  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base
        """Nothing on the terminal: ``/_standin/calls`` keeps what was asked."""

    def _read_body(self) -> bytes | None:
        if "Transfer-Encoding" in self.headers:
            return None
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > _LARGEST_BODY:
            return None
        return self.rfile.read(int(length))

    def _request(self, body: bytes, site: str) -> Request:
        parts = urlsplit(self.path)
        host = self.headers.get("Host")
        return Request(
            method="GET" if self.command == "HEAD" else self.command,
            path=parts.path,
            query=parts.query,
            headers=dict(self.headers.items()),
            body=body,
            site=f"http://{host}" if host else site,
        )

    def _send(self, given: Answer) -> None:
        if given.delivery is Delivery.NONE:
            self.close_connection = True
            return
        self.send_response(given.status)
        for name, value in given.headers.items():
            self.send_header(name, value)
        if given.body:
            self.send_header("Content-Type", given.content_type)
        self._send_body(given)

    def _send_body(self, given: Answer) -> None:
        body = given.body
        if given.delivery is Delivery.CUT_SHORT:
            body = body[: len(body) // 2]
            self.close_connection = True
        if given.status != 204:
            self.send_header("Content-Length", str(max(len(given.body), len(body))))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
