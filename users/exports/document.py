"""One JSON document, written while it is read: memory does not grow with what a user has done."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from rest_framework.utils.encoders import JSONEncoder

from users.exports.sections import own_data
from users.models import User
from users.signals import own_data_asked

_PIECE = 65_536  # characters that are handed out at once

Section = tuple[str, Iterable[dict[str, Any]]]


def document(user_id: int) -> Iterator[bytes]:
    """Everything about the user as one JSON object, in pieces: each section a list of rows.

    All of it is as it was at one moment. The transaction lasts as long as the reading does; since
    it only reads, it holds up neither writers nor the counting of events.
    """
    with transaction.atomic():
        yield from _joined(_written(user_id, _one_moment(), _sections(user_id)))


def _one_moment() -> datetime:
    """Let the transaction see all as it is now, which is returned, and nothing later."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT now()")  # the first query fixes what is seen
        moment: datetime = cursor.fetchone()[0]
    return moment


def _sections(user_id: int) -> Iterator[Section]:
    """This app's, then those of the apps above."""
    yield from own_data(user_id).items()
    answers: list[tuple[Any, Any]] = own_data_asked.send(sender=User, user_id=user_id)
    for _, sections in answers:
        yield from sections.items()


def _written(user_id: int, at: datetime, sections: Iterable[Section]) -> Iterator[str]:
    encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    yield f'{{"user_id":{user_id},"exported_at":{encode(at)}'
    for name, found in sections:
        yield f",\n{encode(name)}:["
        divider = "\n"
        for row in found:
            yield divider + encode(row)
            divider = ",\n"
        yield "]"
    yield "}\n"


def _joined(texts: Iterable[str]) -> Iterator[bytes]:
    """The same in pieces that are worth a write each."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _PIECE:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()
