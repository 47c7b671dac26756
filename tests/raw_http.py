"""Requests that no client library would send, byte by byte."""

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_HOST = b"Host: localhost\r\nConnection: close\r\n"


@dataclass(frozen=True)
class RawAnswer:
    """What came back: status, headers with small names, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


def request(line: bytes, *headers: bytes, body: bytes = b"") -> bytes:
    """A request with this first line, a host and these headers."""
    return line + b"\r\n" + _HOST + b"".join(each + b"\r\n" for each in headers) + b"\r\n" + body


def send(port: int, raw: bytes) -> RawAnswer:
    """Send the bytes to loopback; the answer until the connection ends."""
    with socket.create_connection(("127.0.0.1", port), 15) as connection:
        connection.sendall(raw)
        head, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    if headers.get("transfer-encoding") == "chunked":
        body = b"".join(_chunks(body))
    return RawAnswer(int(first.split()[1]), headers, body)


def _chunks(body: bytes) -> Iterator[bytes]:
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        yield rest[:length]
        body = rest[length + 2 :]


# What, and whether Gunicorn and Nginx refuse it (each in its own way) or take it.
BROKEN = {
    "nonsense": b"NONSENSE\r\n\r\n",
    "a line that is too long": request(b"GET /api/" + b"a" * 5000 + b" HTTP/1.1"),
    "a header that is too long": request(b"GET /api/ HTTP/1.1", b"X-Big: " + b"a" * 9000),
    "too many headers": request(b"GET /api/ HTTP/1.1", *(b"X-%d: a" % n for n in range(2000))),
    "a header without a colon": request(b"GET /api/ HTTP/1.1", b"nonsense"),
    "a header with a space in its name": request(b"GET /api/ HTTP/1.1", b"a b: c"),
    "a folded header": request(b"GET /api/ HTTP/1.1", b"A: b\r\n c"),
    "NUL in a header": request(b"GET /api/ HTTP/1.1", b"A: b\0c"),
    "NUL in the line": request(b"GET /api/\0 HTTP/1.1"),
    "a method that is none": request(b"G\xff\xff /api/ HTTP/1.1"),
    "a small method": request(b"get /api/ HTTP/1.1"),
    "TRACE": request(b"TRACE /api/ HTTP/1.1"),
    "CONNECT": request(b"CONNECT /api/ HTTP/1.1"),
    "a version to come": request(b"GET /api/ HTTP/7.1"),
    "a version that is none": request(b"GET /api/ HTTP/x"),
    "a length that is none": request(b"POST /api/users/ HTTP/1.1", b"Content-Length: x"),
    "a length below nothing": request(b"POST /api/users/ HTTP/1.1", b"Content-Length: -1"),
    "two lengths": request(
        b"POST /api/users/ HTTP/1.1", b"Content-Length: 1", b"Content-Length: 2", body=b"{}"
    ),
    "a length and chunks": request(
        b"POST /api/users/ HTTP/1.1",
        b"Content-Length: 5",
        b"Transfer-Encoding: chunked",
        body=b"0\r\n\r\n",
    ),
    "chunks that are none": request(
        b"POST /api/users/ HTTP/1.1",
        b"Content-Type: application/json",
        b"Transfer-Encoding: chunked",
        body=b"zz\r\n{}\r\n0\r\n\r\n",
    ),
    "an encoding that nobody knows": request(
        b"POST /api/users/ HTTP/1.1", b"Transfer-Encoding: rot13", body=b"{}"
    ),
    "an expectation that nobody meets": request(
        b"POST /api/users/ HTTP/1.1", b"Expect: the unexpected", b"Content-Length: 2", body=b"{}"
    ),
    "no host": b"GET /api/ HTTP/1.1\r\nConnection: close\r\n\r\n",
    "two hosts": request(b"GET /api/ HTTP/1.1", b"Host: other"),
    "a host that is none": b"GET /api/ HTTP/1.1\r\nHost: a b/\xff\r\nConnection: close\r\n\r\n",
    "another host in the line": request(b"GET http://evil.example/api/ HTTP/1.1"),
    "bad UTF-8 in the path": request(b"GET /api/users/%ff%fe/ HTTP/1.1"),
    "NUL escaped in the path": request(b"GET /api/users/%00/ HTTP/1.1"),
    "a bad escape in the path": request(b"GET /api/%zz/ HTTP/1.1"),
    "a path above the root": request(b"GET /api/../../etc/passwd HTTP/1.1"),
    "bare bytes in the path": request("GET /api/é/ HTTP/1.1".encode()),
}
