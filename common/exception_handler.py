"""Every failure becomes one body: ``{"error", "code", "detail", "request_id"}``.

The only place that knows which HTTP status an error has.
"""

import logging
import math
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse, UnreadablePostError
from django.utils.translation import gettext, gettext_lazy
from rest_framework import exceptions as drf
from rest_framework.response import Response
from rest_framework.views import set_rollback

from common.errors import (
    Conflict,
    DomainError,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotIdentified,
    PreconditionFailed,
    RateLimited,
    RetryLater,
    Sentence,
    TooLarge,
    Unprocessable,
    UpstreamUnavailable,
)
from common.trace import current_request_id

logger = logging.getLogger(__name__)

# The first kind that fits decides, so special kinds stand before general ones.
_STATUS: tuple[tuple[type[DomainError], int], ...] = (
    (TooLarge, 413),
    (InvalidInput, 400),
    (NotIdentified, 401),
    (NotAllowed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (PreconditionFailed, 412),
    (Unprocessable, 422),
    (RateLimited, 429),
    (UpstreamUnavailable, 503),
)


class DatabaseUnavailable(UpstreamUnavailable):
    """PostgreSQL does not answer and nothing else can serve the request."""

    code = "database_unavailable"
    sentence = gettext_lazy("The database does not answer. Try again shortly.")


class BodyTooLarge(TooLarge):
    """The body exceeds MAX_BODY_BYTES."""

    code = "body_too_large"
    sentence = gettext_lazy("The body is too large.")


class Malformed(InvalidInput):
    """The request is broken below the level of its body."""

    code = "malformed"
    sentence = gettext_lazy("The request is malformed.")


class InternalError(DomainError):
    """A bug of ours. The log has the rest, under the request's id."""

    code = "internal_error"
    sentence = gettext_lazy("Something went wrong on our side.")


def error_body(
    sentence: Sentence, code: str, detail: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The body of every answer that is not a success."""
    return {
        "error": gettext(str(sentence)),
        "code": code,
        "detail": dict(detail or {}),
        "request_id": current_request_id(),
    }


def status_of(error: DomainError) -> int:
    """The HTTP status of a domain error; 500 for one that is of no known kind."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def exception_handler(exc: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's EXCEPTION_HANDLER: whatever a view raised becomes an answer."""
    set_rollback()
    if isinstance(exc, drf.APIException):
        return _from_framework(exc)
    return _from_domain(_translate(exc, context))


def _translate(exc: Exception, context: Mapping[str, Any]) -> DomainError:
    """Django's own exceptions, and bugs, as domain errors."""
    if isinstance(exc, DomainError):
        return exc
    if isinstance(exc, Http404):
        return NotFound()
    if isinstance(exc, PermissionDenied):
        return NotAllowed()
    if isinstance(exc, RequestDataTooBig):
        return BodyTooLarge()
    if isinstance(exc, BadRequest | SuspiciousOperation | UnreadablePostError):
        return Malformed()
    if isinstance(exc, OperationalError | InterfaceError):
        logger.error("The database does not answer: %s", exc)
        return DatabaseUnavailable(retry_after=5)
    logger.error("Unhandled error", exc_info=exc)
    got_request_exception.send(sender=context["view"].__class__, request=context["request"])
    return InternalError()


def _from_domain(error: DomainError) -> Response:
    response = Response(error_body(error.message, error.code, error.detail), status_of(error))
    if isinstance(error, RetryLater) and error.retry_after is not None:
        response["Retry-After"] = str(max(1, math.ceil(error.retry_after)))
    if isinstance(error, NotIdentified):
        response["WWW-Authenticate"] = f'{error.scheme} realm="api"'
    return response


def _from_framework(exc: drf.APIException) -> Response:
    body = error_body(_sentence(exc), _code(exc), _detail(exc))
    response = Response(body, exc.status_code)
    if header := getattr(exc, "auth_header", None):
        response["WWW-Authenticate"] = header
    if (wait := getattr(exc, "wait", None)) is not None:
        response["Retry-After"] = str(max(1, math.ceil(wait)))
    return response


def _code(exc: drf.APIException) -> str:
    if isinstance(exc, drf.ValidationError):
        return "validation_failed"
    if isinstance(exc, drf.Throttled):
        return RateLimited.code
    if isinstance(exc.detail, dict):  # simplejwt's InvalidToken
        return str(exc.detail.get("code", exc.default_code))
    return str(getattr(exc.detail, "code", exc.default_code))


def _sentence(exc: drf.APIException) -> str:
    if isinstance(exc, drf.ValidationError):
        return gettext("The request is not valid.")
    if isinstance(exc.detail, dict):
        return str(exc.detail.get("detail", exc.default_detail))
    return str(exc.detail)


def _detail(exc: drf.APIException) -> dict[str, Any]:
    if not isinstance(exc, drf.ValidationError):
        return {}
    if isinstance(exc.detail, dict):
        return exc.detail
    return {"non_field_errors": exc.detail}


def django_error(status: int, sentence: Sentence, code: str) -> Any:
    """A ``handlerNNN`` view for what fails before a DRF view is reached."""

    def view(request: HttpRequest, *_: Any, **__: Any) -> JsonResponse:
        return JsonResponse(error_body(sentence, code), status=status)

    return view
