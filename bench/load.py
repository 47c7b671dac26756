"""A small HTTP load generator: keep-alive connections, one request in flight on each."""

import selectors
import socket
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Load:
    """What a run gave. Latencies are in milliseconds, sorted."""

    seconds: float
    latencies: list[float]
    failures: int

    @property
    def per_second(self) -> float:
        """Requests answered per second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """The latency that ``share`` of the requests did not exceed."""
        return self.latencies[min(len(self.latencies) - 1, int(share * len(self.latencies)))]


class _Connection:
    def __init__(self, port: int, request: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._request = request
        self.send()

    def send(self) -> None:
        self.began = time.perf_counter()
        self._buffer = bytearray()
        self._expected = 0
        self._chunked = False
        self.socket.sendall(self._request)

    def receive(self) -> bool:
        """Take what is there; whether the answer is whole."""
        self._buffer += self.socket.recv(262_144)
        if not self._expected:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return False
            self._expected = end + 4 + self._content_length(end)
        if self._chunked:
            return self._buffer.endswith(b"\r\n0\r\n\r\n")
        return len(self._buffer) >= self._expected

    @property
    def succeeded(self) -> bool:
        return self._buffer.startswith(b"HTTP/1.1 200")

    def _content_length(self, end: int) -> int:
        head = self._buffer[:end].lower()
        self._chunked = b"transfer-encoding: chunked" in head
        start = head.find(b"content-length:")
        if start < 0:
            return 0
        return int(self._buffer[start + 15 : self._buffer.find(b"\r\n", start)])


def run(port: int, request: bytes, *, connections: int, seconds: float) -> Load:
    """Send ``request`` again and again over ``connections`` connections to loopback."""
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            connection = _Connection(port, request)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
        latencies, failures = [], 0
        began = time.perf_counter()
        while (now := time.perf_counter()) - began < seconds:
            for key, _ in selector.select(timeout=1):
                connection = key.data
                if connection.receive():
                    latencies.append(1000 * (time.perf_counter() - connection.began))
                    failures += not connection.succeeded
                    connection.send()
        for key in list(selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]
    return Load(now - began, sorted(latencies), failures)


def request(path: str, **headers: str) -> bytes:
    """A GET request as bytes; ``x_y="z"`` becomes the header ``x-y: z``."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
