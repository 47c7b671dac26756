"""A service outside that has gone mad: its answers do not end, or unpack to far too much."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_MEBIBYTE = b" " * 2**20
_BOMB = gzip.compress(b"".join([_MEBIBYTE] * 64))


class _Mad(BaseHTTPRequestHandler):
    """``/bomb/...`` unpacks to 64 MB, anything else goes on for as long as somebody listens."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        if self.path.startswith("/bomb"):
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(_BOMB)))
            self.end_headers()
            self._write(_BOMB)
            return
        self.end_headers()
        while self._write(_MEBIBYTE):
            pass

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing."""

    def _write(self, content: bytes) -> bool:
        try:
            self.wfile.write(content)
        except OSError:
            return False
        return True


@contextmanager
def mad_service() -> Iterator[str]:
    """Serve it on loopback; its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Mad) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
