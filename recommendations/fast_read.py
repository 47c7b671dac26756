"""The short way to a cached list: one verified token, one Redis round trip, bytes out.

It answers only the plain case: the owner reads a shelf that is there and not outdated. Everything
else (no or bad token, staff, another user, limit used up, odd parameters, Redis away) goes the
ordinary way through DRF, which gives the right answer or the right error.
"""

import hashlib
import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from redis.exceptions import NoScriptError
from rest_framework import status
from rest_framework_simplejwt.exceptions import TokenError

from analytics import services as analytics
from common import language
from common.caching import PRIVATE
from common.conditional import names
from common.ratelimit import counter_of, usage_of, user_caller
from common.redis_client import RedisError, own_connection
from recommendations import reads, shelf
from recommendations.shelf import Shelf
from recommendations.types import DEFAULT_COUNT, MAX_COUNT
from recommendations.views import renew_behind
from users import selectors as users
from users.types import Identity

_GROUP = "recommendations"
_READS = ("GET", "HEAD")
_SCHEME = "Bearer "
# As the ordinary way says it, with what the CORS middleware would else add at some cost.
_VARY = "Authorization, Accept-Language, origin"
_PATH = re.compile(r"/api/recommendations/(me|[0-9]{1,18})/")
_ROUTE = "/api/recommendations/{user_ref}/"
_LIMIT = re.compile(r"limit=([1-9][0-9]?)")

# KEYS: shelf, mark, the two revocations, the limit's counter, the views. ARGV: the counter's life
# in seconds (0: do not count), the limit, the view's name without the list's version ("": note
# none), the time, then the shelf's fields. Gives the count, the revocations, the mark, the fields'
# values. Notes the view of what will be answered here, and where in doubt none.
_READ = f"""
{analytics.NOTE_VIEW}
local count = 0
if ARGV[1] ~= '0' then
    count = redis.call('INCR', KEYS[5])
    if count == 1 then redis.call('EXPIRE', KEYS[5], ARGV[1]) end
end
local revoked = redis.call('MGET', KEYS[3], KEYS[4])
local mark = redis.call('GET', KEYS[2])
local values = redis.call('HMGET', KEYS[1], unpack(ARGV, 5))
local version, made_at = values[{shelf.VERSION_AT + 1}], values[{shelf.MARK_AT + 1}]
local plain = count <= tonumber(ARGV[2]) and not revoked[1] and not revoked[2]
if plain and ARGV[3] ~= '' and version and made_at == (mark or '0') then
    note_view(KEYS[6], ARGV[3] .. version, ARGV[4], KEYS[1], '{shelf.SHOWN}')
end
return {{count, revoked, mark, values}}
"""
_DIGEST = hashlib.sha1(_READ.encode()).hexdigest()  # noqa: S324 - how Redis names scripts


class FastReadMiddleware:
    """Answers the plain case before sessions, log-ins and routes are looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = _path(request)
        count = _count(request) if path else None
        reader = _reader(request, path[1]) if path and count else None
        found = _find(request, reader, count) if reader and count else None
        if found is None or count is None:
            return self.get_response(request)
        if found.outdated:
            return self._renewed_or_outdated(request, found, count)
        stale = found.stale
        if stale:
            renew_behind(found.user_id)
        reads.count("stale" if stale else "fresh")
        return _answer(request, found, count, stale=stale)

    def _renewed_or_outdated(self, request: HttpRequest, found: Shelf, count: int) -> HttpResponse:
        """A list that knows the user's last deeds or, with PostgreSQL away, the one before it."""
        response = self.get_response(request)
        if response.status_code != status.HTTP_503_SERVICE_UNAVAILABLE:
            return response
        reads.count("outdated")
        return _answer(request, found, count, stale=True)


def _answer(request: HttpRequest, found: Shelf, count: int, *, stale: bool) -> HttpResponse:
    """The list or, to a reader who has it already, 304."""
    tag = found.tag(count=count, stale=stale)
    headers = {"ETag": tag, "Cache-Control": PRIVATE, "Vary": _VARY}
    known = request.META.get("HTTP_IF_NONE_MATCH")
    if known and names(known, tag):
        return HttpResponseNotModified(headers=headers)
    body = found.answer(count=count, stale=stale)
    headers["Content-Length"] = str(len(body))
    if request.method == "HEAD":
        body = b""
    return HttpResponse(body, content_type="application/json", headers=headers)


def _path(request: HttpRequest) -> re.Match[str] | None:
    """The path of a list; what is on the shelf is in one language only."""
    if request.method not in _READS or not language.wants_default(request):
        return None
    return _PATH.fullmatch(request.path_info)


def _reader(request: HttpRequest, user_ref: str) -> Identity | None:
    """The owner of the list that the path names, by a token that verifies; else None."""
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if not header.startswith(_SCHEME):
        return None
    try:
        identity = users.identity_of(header[len(_SCHEME) :])
    except TokenError:
        return None
    if identity is None or user_ref not in ("me", str(identity.user_id)):
        return None
    return identity


def _count(request: HttpRequest) -> int | None:
    """How many items are asked for, or None if that is not said plainly."""
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return DEFAULT_COUNT
    match = _LIMIT.fullmatch(query)
    count = int(match[1]) if match else 0
    return count if 1 <= count <= MAX_COUNT else None


def _find(request: HttpRequest, reader: Identity, count: int) -> Shelf | None:
    """The reader's shelf, counted against the limit; None for whatever is not plain."""
    request.route, request.user_id = _ROUTE, reader.user_id  # type: ignore[attr-defined]
    counter, window, limit, life = counter_of(_GROUP, user_caller(reader.user_id))
    keys = [
        shelf.shelf_key(reader.user_id),
        shelf.mark_key(reader.user_id),
        *users.revocation_keys(reader),
        counter,
        analytics.VIEWED,
    ]
    view = analytics.view_of(reader.user_id, count) if request.method == "GET" else ""
    counted = life if settings.RATELIMIT_ENABLE else 0
    try:
        used, revocations, mark, values = _run(
            keys, [counted, limit, view, f"{time.time():.3f}", *shelf.fields(count)]
        )
    except RedisError:
        return None
    if counted:
        usage = usage_of(used, window, limit)
        request.ratelimit_usage = usage  # type: ignore[attr-defined]
        if usage.exceeded:
            return None
    if users.is_revoked(reader, revocations):
        return None
    return shelf.found(reader.user_id, values, mark)


def _run(keys: list[str], arguments: list[str | int]) -> Any:
    """Run _READ by its digest; Redis forgets scripts when it restarts."""
    connection = own_connection()
    connection.send_command("EVALSHA", _DIGEST, len(keys), *keys, *arguments)
    try:
        return connection.read_response()
    except NoScriptError:
        connection.send_command("EVAL", _READ, len(keys), *keys, *arguments)
        return connection.read_response()
