"""A way to a server that can fall silent: connections stay, and nothing comes through any more."""

import contextlib
import selectors
import socket
import threading

_CHUNK = 65_536  # bytes


class Relay:
    """Listens on ``port`` and passes all on, both ways, until ``silent`` is set."""

    def __init__(self, server: tuple[str, int]) -> None:
        self.silent = threading.Event()
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._ended = threading.Event()
        self._other: dict[socket.socket, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Relay":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._selector.close()
        for each in (self._listener, *self._other):
            each.close()

    def _run(self) -> None:
        while not self._ended.is_set():
            if self.silent.is_set():
                self._ended.wait(0.05)  # the kernel goes on accepting and acknowledging
                continue
            for key, _ in self._selector.select(0.05):
                if key.fileobj is self._listener:
                    self._accept()
                else:
                    self._pass_on(key.fileobj)

    def _accept(self) -> None:
        ours, _ = self._listener.accept()
        theirs = socket.create_connection(self._server, 5)
        for one, other in ((ours, theirs), (theirs, ours)):
            self._other[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _pass_on(self, source: socket.socket) -> None:
        if source not in self._other:
            return  # the other end has closed in the same round
        data, target = b"", self._other[source]
        with contextlib.suppress(OSError):
            data = source.recv(_CHUNK)
            target.sendall(data)
        if not data:
            self._close(source, target)

    def _close(self, *ends: socket.socket) -> None:
        for each in ends:
            self._selector.unregister(each)
            del self._other[each]
            each.close()
