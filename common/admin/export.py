"""Rows as CSV: sent while they are read, and harmless to a spreadsheet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse

from common.admin.audit import note
from common.csv_lines import csv_lines

_BATCH = 2000


@admin.action(description="Export as CSV", permissions=["view"])
def export_csv(page: Any, request: HttpRequest, chosen: QuerySet[Any]) -> StreamingHttpResponse:
    """All chosen rows with the page's ``export_fields``, however many; noted in the log."""
    names = page.model._meta.verbose_name_plural
    note(request, f"Exported {', '.join(page.export_fields)} as CSV.", str(names), page.model)
    return csv_answer(chosen, page.export_fields, name=page.model._meta.model_name)


def csv_answer(rows: QuerySet[Any], fields: Sequence[str], *, name: str) -> StreamingHttpResponse:
    """A CSV file to save, newest row first; memory holds a few thousand rows at a time.

    ``fields`` are as in ``values_list``. Text that a spreadsheet would calculate is quoted.
    """
    lines = csv_lines(_rows(rows, fields))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{moment}.csv"'
    return answer


def _rows(rows: QuerySet[Any], fields: Sequence[str]) -> Iterator[Iterable[Any]]:
    yield fields
    for _, *values in _read(rows.order_by("-pk").values_list("pk", *fields)):
        yield values


def _read(rows: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """Batch after batch, each from where the last one ended: no cursor is held meanwhile."""
    batch = list(rows[:_BATCH])
    while batch:
        yield from batch
        batch = list(rows.filter(pk__lt=batch[-1][0])[:_BATCH])
