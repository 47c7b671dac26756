"""``Idempotency-Key``: a POST that is sent again does nothing again, and is answered as before.

The rules are those of draft-ietf-httpapi-idempotency-key-header-07: the same key with another
request is refused (422), a key whose first request still runs is told so (409), and keys of
different callers have nothing to do with each other. Only what succeeded is remembered: a refusal
has changed nothing, so the same key may be used for the mended request.

Work and memory of it are one transaction: docs/decisions/0010-answers-remembered-with-the-work.md.
Where answers are remembered, IDEMPOTENCY_STORE says; nothing in here knows a table.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from hmac import compare_digest
from typing import Any, Protocol, cast

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from common.errors import Conflict, InvalidInput, RetryLater, Unprocessable
from common.ratelimit import caller_of

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
MAX_LENGTH = 128
# The draft has the key in quotes, most clients send it without.
_KEY = re.compile(rf'("?)([!#-\[\]-~]{{1,{MAX_LENGTH}}})\1')

Handler = Callable[..., Any]


class BadIdempotencyKey(InvalidInput):
    """The Idempotency-Key is empty, too long, or holds more than printable ASCII."""

    code = "bad_idempotency_key"
    sentence = format_lazy(
        gettext_lazy("An Idempotency-Key is 1 to {most} printable characters without spaces."),
        most=MAX_LENGTH,
    )


class IdempotencyKeyReused(Unprocessable):
    """The Idempotency-Key came before with another request."""

    code = "idempotency_key_reused"
    sentence = gettext_lazy("This Idempotency-Key was used for another request.")


class IdempotencyInProgress(Conflict, RetryLater):
    """The first request with this Idempotency-Key is not through."""

    code = "idempotency_in_progress"
    sentence = gettext_lazy("The first request with this Idempotency-Key is still running.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered with; ``fingerprint`` tells that request from others."""

    fingerprint: bytes
    status: int
    location: str
    body: bytes


class Store(Protocol):
    """Remembers answers. Names are 32 bytes that nobody can make who does not know the key."""

    def claim(self, name: bytes) -> bool:
        """Keep everyone else from this name until the transaction ends; False if one is at it."""

    def find(self, name: bytes) -> Answer | None:
        """The answer that is remembered."""

    def keep(self, name: bytes, answer: Answer, about: int | None) -> None:
        """Remember an answer, as long as the user whom it is about (if any) exists."""


def idempotent(*, about: str = "") -> Callable[[Handler], Handler]:
    """Let a view's ``post`` heed Idempotency-Key.

    ``about`` names the field of the answer that holds the id of the user whose data it shows, with
    whom it is forgotten; without such a field that is the caller. Raises BadIdempotencyKey,
    IdempotencyKeyReused and IdempotencyInProgress.
    """

    def decorate(post: Handler) -> Handler:
        @wraps(post)
        def once(view: Any, request: Request, *args: Any, **kwargs: Any) -> Any:
            if HEADER not in request.headers:
                return post(view, request, *args, **kwargs)
            return _once(request, lambda: post(view, request, *args, **kwargs), about)

        once.is_idempotent = True  # type: ignore[attr-defined]  # for the OpenAPI document
        return once

    return decorate


def _once(request: Request, work: Callable[[], Response], about: str) -> HttpResponse:
    store = cast("Store", import_string(settings.IDEMPOTENCY_STORE)())
    name, fingerprint = _name(request), _fingerprint(request)
    with transaction.atomic():
        if not store.claim(name):
            raise IdempotencyInProgress(retry_after=1)
        earlier = store.find(name)
        if earlier is None:
            response = work()
            answer = _answer(fingerprint, response)
            store.keep(name, answer, _subject(request, response, about))
            return _said(answer)
    if not compare_digest(earlier.fingerprint, fingerprint):
        raise IdempotencyKeyReused
    replay = _said(earlier)
    replay[REPLAYED] = "true"
    return replay


def _name(request: Request) -> bytes:
    """The caller's key, unreadable. Who is signed out shares keys with their network at most."""
    found = _KEY.fullmatch(request.headers[HEADER].strip())
    if found is None:
        raise BadIdempotencyKey
    text = f"{caller_of(request)} {found[2]}"
    return salted_hmac("common.idempotency.name", text, algorithm="sha256").digest()


def _fingerprint(request: Request) -> bytes:
    """What was asked for, however it was written: order of fields, compression, boundaries.

    Keyed, since a body may hold a password.
    """
    text = "\n".join((request.path, *_parts(request.data)))
    return salted_hmac("common.idempotency.request", text, algorithm="sha256").digest()


def _parts(data: Any) -> Iterator[str]:
    if not isinstance(data, MultiValueDict):
        yield json.dumps(data, sort_keys=True)
        return
    for name in sorted(data):
        for value in data.getlist(name):
            yield json.dumps([name, _digest(value) if hasattr(value, "chunks") else value])


def _digest(file: Any) -> str:
    state = hashlib.sha256()
    for chunk in file.chunks():
        state.update(chunk)
    file.seek(0)
    return state.hexdigest()


def _answer(fingerprint: bytes, response: Response) -> Answer:
    body = JSONRenderer().render(response.data)
    return Answer(fingerprint, response.status_code, response.get("Location", ""), body)


def _subject(request: Request, response: Response, about: str) -> int | None:
    data = response.data if isinstance(response.data, dict) else {}
    return cast("int | None", data.get(about, request.user.pk))


def _said(answer: Answer) -> HttpResponse:
    headers = {"Location": answer.location} if answer.location else {}
    return HttpResponse(
        answer.body, content_type="application/json", status=answer.status, headers=headers
    )
