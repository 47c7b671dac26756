"""What every operation has in OpenAPI: the common errors and headers, read off its view.

What is particular to an operation stands in the ``schema.py`` of its app.
"""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.extensions import OpenApiViewExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    PolymorphicProxySerializer,
    extend_schema_view,
)
from rest_framework.permissions import AllowAny, IsAdminUser

from common.idempotency import HEADER

_TEXT = {"type": "string"}
_ERROR = {
    "type": "object",
    "required": ["error", "code", "detail", "request_id"],
    "properties": {
        "error": {**_TEXT, "description": "A sentence for a person; may be reworded."},
        "code": {**_TEXT, "description": "For programs; stays. docs/errors.md has them all."},
        "detail": {
            "type": "object",
            "description": "Names of fields and what is wrong with each.",
            "additionalProperties": {},
        },
        "request_id": {**_TEXT, "description": "The answer's X-Request-ID."},
    },
}
_REFERENCE = {"$ref": "#/components/schemas/Error"}
_MEANINGS = {
    400: "Malformed or invalid.",
    401: "No token, or one that is not good.",
    403: "Not yours to see or do.",
    404: "No such thing.",
    405: "The path does not have this method.",
    406: "`Accept` leaves out all that can be answered.",
    409: "Does not fit the present state.",
    412: "Changed since it was read.",
    413: "Too large.",
    415: "A body of another type than is read here.",
    422: "The Idempotency-Key came before with another request.",
    429: "A limit is used up.",
    503: "Cannot be answered now.",
}
_NUMBER = {"type": "integer", "minimum": 0}
_HEADERS = {
    "X-Request-ID": ({"type": "string"}, "The id of the request, as sent or as made here."),
    "X-RateLimit-Limit": (_NUMBER, "Requests that the present window allows."),
    "X-RateLimit-Remaining": (_NUMBER, "Requests that are left of them."),
    "X-RateLimit-Reset": (_NUMBER, "When the next window begins, in epoch seconds."),
    "Retry-After": ({"type": "integer", "minimum": 1}, "Seconds to wait."),
    "WWW-Authenticate": ({"type": "string"}, "How to say who one is."),
    "Location": ({"type": "string", "format": "uri-reference"}, "Where what was made is."),
    "Allow": ({"type": "string"}, "The methods that there are."),
    "ETag": ({"type": "string"}, "The version of this; for If-None-Match and If-Match."),
    "Idempotency-Replayed": ({"type": "string"}, "`true` where this was answered before."),
}
_OF_STATUS = {201: "Location", 202: "Location", 405: "Allow", 429: "Retry-After"}
_UNCHANGED = "What If-None-Match names still holds."
_KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "pattern": r"^[!#-\[\]-~]{1,128}$"},
    OpenApiParameter.HEADER,
    description="The same key and body: done once, answered alike, for 24 hours.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="An ETag: only if this is still the present version.",
)
_LIMITS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


def components() -> dict[str, Any]:
    """The error body, the error responses and the headers that operations refer to."""
    return {
        "schemas": {"Error": _ERROR},
        "headers": {
            name: {"schema": schema, "description": about}
            for name, (schema, about) in _HEADERS.items()
        },
    }


def explain(view: str, **operations: Any) -> None:
    """Say what OpenAPI tells of a view, given by its path: method name -> ``extend_schema(...)``.

    The view itself stays free of it.
    """

    def view_replacement(extension: OpenApiViewExtension) -> type:
        target: Any = extension.target_class  # by now the class itself
        return extend_schema_view(**operations)(type("Explained", (target,), {}))

    members = {"target_class": view, "view_replacement": view_replacement}
    type(f"{view.rpartition('.')[2]}Extension", (OpenApiViewExtension,), members)


def answers(successes: Any, *errors: int) -> dict[Any, Any]:
    """Responses for ``extend_schema``: successes by status, and further error statuses."""
    failures = {
        status: OpenApiResponse(_REFERENCE, description=_MEANINGS[status]) for status in errors
    }
    return {**successes, **failures}


def choice(name: str, values: Any, about: str = "") -> OpenApiParameter:
    """A query parameter that takes one of some words."""
    return OpenApiParameter(name, str, enum=list(values), description=about)


def number(name: str, least: int, most: int, about: str = "") -> OpenApiParameter:
    """A query parameter that takes a whole number between two."""
    schema = {"type": "integer", "minimum": least, "maximum": most}
    return OpenApiParameter(name, schema, description=about)


class Schema(AutoSchema):
    """drf-spectacular's view of a view, with the answers that any such view may give."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        """The operation with its errors and the headers of all its answers."""
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        responses = operation["responses"]
        if self.method == "GET":
            responses["304"] = {"description": _UNCHANGED}
        for status in self._errors("requestBody" in operation):
            responses.setdefault(str(status), _error(status))
        for status, response in responses.items():
            for name in self._headers(int(status)):
                response.setdefault("headers", {})[name] = {"$ref": f"#/components/headers/{name}"}
        operation["responses"] = dict(sorted(responses.items()))
        return operation

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """Shapes that only describe an answer are private to their module, but not to readers."""
        return super().get_serializer_name(serializer, direction).lstrip("_")

    def get_auth(self) -> list[dict[str, Any]]:
        """What is open to anyone asks for nothing, though it would look at a token."""
        permissions = self.view.get_permissions()
        return [] if all(isinstance(each, AllowAny) for each in permissions) else super().get_auth()

    def _get_request_for_media_type(self, serializer: Any, direction: Any = "request") -> Any:
        """A body of one shape or another is still needed; drf-spectacular calls it optional."""
        schema, required = super()._get_request_for_media_type(serializer, direction)
        return schema, required or isinstance(serializer, PolymorphicProxySerializer)

    def get_override_parameters(self) -> list[Any]:
        """What the view is said to take, and the key where it heeds one."""
        return [*super().get_override_parameters(), *([_KEY] if self._takes_key() else [])]

    def get_tags(self) -> list[str]:
        """The folder of the path."""
        return [self.path.split("/")[2] or "index"]

    def _errors(self, has_body: bool) -> Iterator[int]:
        permissions = {type(permission) for permission in self.view.get_permissions()}
        yield from (406, 503)
        if has_body:
            yield from (400, 413, 415)
        if self._takes_key():
            yield from (409, 422)
        if self.view.authentication_classes:
            yield 401
        scopes = getattr(self.view, "service_scopes", {})
        if "{user_ref}" in self.path or IsAdminUser in permissions or self.method in scopes:
            yield 403
        if "{" in self.path and AllowAny not in permissions:
            yield from (404, 405)
        if self._is_limited():
            yield 429
        if self.method == "GET" and self._get_paginator() is not None:
            yield 400

    def _headers(self, status: int) -> Iterator[str]:
        yield "X-Request-ID"
        if status == 401 and self.view.authentication_classes:
            yield "WWW-Authenticate"
        if status in _OF_STATUS:
            yield _OF_STATUS[status]
        if self.method == "GET" and status in (200, 304):
            yield "ETag"
        if self._takes_key() and status < 300:
            yield "Idempotency-Replayed"
        if self._is_limited():
            yield from _LIMITS

    def _takes_key(self) -> bool:
        post = getattr(self.view, "post", None)
        return self.method == "POST" and hasattr(post, "is_idempotent")

    def _is_limited(self) -> bool:
        groups = getattr(self.view, "ratelimit_groups", {})
        return bool(groups.get(self.method) or getattr(self.view, "ratelimit_group", None))


def _error(status: int) -> dict[str, Any]:
    content = {"application/json": {"schema": _REFERENCE}}
    return {"description": _MEANINGS[status], "content": content}
