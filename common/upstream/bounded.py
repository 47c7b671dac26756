"""Answers of services outside, read no further than they may be long."""

import requests

# Several times the longest that is asked for: fifty tracks with their albums are 200 KB.
MOST = 4 * 1024 * 1024
# Compressed bytes taken at once; nothing but repetition unpacks to a thousand times as much.
_CHUNK = 4096


class AnswerTooLong(Exception):
    """An answer does not end within MOST bytes, unpacked."""


def content_of(answer: requests.Response) -> bytes:
    """The body of an answer that was asked for with ``stream=True``.

    Raises AnswerTooLong, and what requests raises when the connection breaks.
    """
    content = bytearray()
    with answer:  # what is left unread closes the connection
        for chunk in answer.iter_content(_CHUNK):
            content += chunk
            if len(content) > MOST:
                raise AnswerTooLong
    return bytes(content)
