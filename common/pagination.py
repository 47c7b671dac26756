"""Keyset paging: stable while rows are added, and as fast on the last page as on the first."""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q
from django.utils.translation import gettext_lazy
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from common.errors import InvalidInput

_PARAMETER = "cursor"
_WHOLE = re.compile(r"[1-9][0-9]{0,8}")


class BadCursor(InvalidInput):
    """The cursor was not made by this service for this list."""

    code = "bad_cursor"
    sentence = gettext_lazy("The cursor is not one that this list gave out.")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A row's sort key, as text, and on which side of it the page lies."""

    key: tuple[str, ...]
    backward: bool

    def encode(self) -> str:
        """The text that stands in a link."""
        return base64.urlsafe_b64encode(json.dumps([self.backward, *self.key]).encode()).decode()

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """Read such a text; raise BadCursor if it is none."""
        try:
            backward, *key = json.loads(base64.urlsafe_b64decode(text.encode()))
        except (ValueError, TypeError, RecursionError):
            raise BadCursor from None
        if not isinstance(backward, bool) or not all(_is_storable(part) for part in key):
            raise BadCursor
        return cls(tuple(key), backward)


class KeysetPagination(BasePagination):
    """``{"next", "previous", "results"}``; ``?page_size=`` up to 100.

    ``ordering`` names columns that together are unique, all in one direction. A page begins
    after a row's whole key, so rows that share a time are neither lost nor shown twice.
    """

    page_size = 20
    max_page_size = 100
    ordering: tuple[str, ...] = ("-id",)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of a query set on the page that the request asks for. Raises BadCursor."""
        text = request.query_params.get(_PARAMETER)
        cursor = Cursor.decode(text) if text else None
        backward = cursor is not None and cursor.backward
        rows = queryset.order_by(*_turned(self.ordering) if backward else self.ordering)
        if cursor is not None:
            rows = rows.filter(self._beyond(cursor, queryset.model))
        size = self._size(request)
        found = list(rows[: size + 1])
        page = found[:size][::-1] if backward else found[:size]
        self._link(request, page, cursor, more=len(found) > size)
        return page

    def get_paginated_response(self, data: Any) -> Response:
        """The page between its links."""
        return Response({"next": self._next, "previous": self._previous, "results": data})

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """OpenAPI of the query parameters."""
        # No numbers: whatever is sent is taken, and what makes no sense counts as the default.
        size = f"Up to {self.max_page_size}; {self.page_size} by default."
        about = {_PARAMETER: "Taken from next or previous.", "page_size": size}
        return [
            {"name": name, "in": "query", "schema": {"type": "string"}, "description": text}
            for name, text in about.items()
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """OpenAPI of a page of what ``schema`` describes."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def _size(self, request: Request) -> int:
        text = request.query_params.get("page_size", "")
        if not _WHOLE.fullmatch(text):
            return self.page_size
        return min(int(text), self.max_page_size)

    def _beyond(self, cursor: Cursor, model: type[Model]) -> Q:
        """The rows on the cursor's side of its key."""
        names = [name.lstrip("-") for name in self.ordering]
        if len(cursor.key) != len(names):
            raise BadCursor
        try:
            key = [
                cast("Field[Any, Any]", model._meta.get_field(name)).to_python(part)
                for name, part in zip(names, cursor.key, strict=True)
            ]
        except ValidationError:
            raise BadCursor from None
        descending = self.ordering[0].startswith("-")
        return _after(names, key, "gt" if descending is cursor.backward else "lt")

    def _link(
        self, request: Request, page: Sequence[Any], cursor: Cursor | None, *, more: bool
    ) -> None:
        came_back = cursor is not None and cursor.backward
        nowhere = cursor.key if cursor else ()
        first = self._key(page[0]) if page else nowhere
        last = self._key(page[-1]) if page else nowhere
        has_next = came_back or more
        has_previous = more if came_back else cursor is not None
        self._next = _url(request, last, backward=False) if has_next else None
        self._previous = _url(request, first, backward=True) if has_previous else None

    def _key(self, row: Any) -> tuple[str, ...]:
        return tuple(str(_value(row, name.lstrip("-"))) for name in self.ordering)


def _after(names: Sequence[str], key: Sequence[Any], side: str) -> Q:
    """``(a, b) < (x, y)``, as ``a <= x and (a < x or b < y)``, which an index on a, b serves."""
    name, value = names[0], key[0]
    if len(names) == 1:
        return Q(**{f"{name}__{side}": value})
    rest = _after(names[1:], key[1:], side)
    return Q(**{f"{name}__{side}e": value}) & (Q(**{f"{name}__{side}": value}) | rest)


def _is_storable(part: Any) -> bool:
    return isinstance(part, str) and part.isprintable()


def _turned(ordering: Sequence[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in ordering]


def _value(row: Any, name: str) -> Any:
    return row[name] if isinstance(row, Mapping) else getattr(row, name)


def _url(request: Request, key: tuple[str, ...], *, backward: bool) -> str:
    cursor = Cursor(key, backward)
    return replace_query_param(request.build_absolute_uri(), _PARAMETER, cursor.encode())
