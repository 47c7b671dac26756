"""Rows as CSV: sent while they are read, and harmless to a spreadsheet."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse

from common.admin.audit import note

_BATCH = 2000

# A cell that begins so is a formula to spreadsheets (OWASP, "CSV Injection"); the wide forms are
# read alike where East Asian text is set.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - meant


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
    writer = csv.writer(_Echo())
    lines = (writer.writerow(line) for line in _lines(rows, fields))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{moment}.csv"'
    return answer


def defused(value: Any) -> Any:
    """The value as a cell: numbers as they are, all else as text that is no formula."""
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    text = json.dumps(value, default=str) if isinstance(value, dict | list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


class _Echo:
    """A file that hands back what is written."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: QuerySet[Any], fields: Sequence[str]) -> Iterator[Iterable[Any]]:
    yield fields
    for _, *values in _read(rows.order_by("-pk").values_list("pk", *fields)):
        yield map(defused, values)


def _read(rows: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """Batch after batch, each from where the last one ended: no cursor is held meanwhile."""
    batch = list(rows[:_BATCH])
    while batch:
        yield from batch
        batch = list(rows.filter(pk__lt=batch[-1][0])[:_BATCH])
