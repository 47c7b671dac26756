"""Gunicorn's own refusals in the API's shape: of what never becomes a request for Django."""

import json
import uuid
from socket import socket

from gunicorn import util

# Status -> code and sentence. What is not here is broken HTTP in one way or another.
_SAID = {
    414: ("address_too_long", "The address is too long."),
    417: ("expectation_failed", "What Expect asks for is not done here."),
    431: ("headers_too_large", "The headers are too large."),
    500: ("internal_error", "Something went wrong on our side."),
    501: ("not_implemented", "This way of sending a body is not known here."),
}
_MALFORMED = ("malformed", "The request is malformed.")


def write_error(sock: socket, status: int, reason: str, message: str) -> None:
    """Stands in for ``gunicorn.util.write_error``, for which Gunicorn has no setting.

    ``message`` is for the log, which Gunicorn has written by now.
    """
    code, sentence = _SAID.get(status, _MALFORMED)
    request_id = uuid.uuid4().hex
    shape = {"error": sentence, "code": code, "detail": {}, "request_id": request_id}
    body = json.dumps(shape).encode()
    head = (
        f"HTTP/1.1 {status} {reason}\r\n"
        "Connection: close\r\n"
        "Content-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"X-Request-ID: {request_id}\r\n"
        "Cache-Control: no-store\r\n\r\n"
    )
    util.write_nonblock(sock, head.encode("latin-1") + body)
