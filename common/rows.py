"""Rows of a table on their way out, never all of them in memory."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Model, QuerySet

_CHUNK = 2000


def rows(found: QuerySet[Any], *, hidden: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """Each row as column name -> value, without the ``hidden`` fields.

    Read as it is iterated over; in a transaction by a cursor of PostgreSQL's own.
    """
    model: type[Model] = found.model
    names = [field.attname for field in model._meta.concrete_fields if field.name not in hidden]
    yield from found.values(*names).iterator(chunk_size=_CHUNK)
