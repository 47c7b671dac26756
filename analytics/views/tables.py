"""Reports as tables: ``?format=csv`` for staff, streamed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext_lazy
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from common.csv_lines import csv_lines
from common.errors import NotAllowed

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, and the columns that are shown of them; where a row lacks one, its cell is empty."""

    columns: Sequence[str]
    rows: Iterable[Row]


class TablesForStaff(NotAllowed):
    """Reports leave the house as tables only by staff."""

    code = "staff_only"
    sentence = gettext_lazy("Tables are for staff.")


class CSVRenderer(BaseRenderer):
    """Makes ``?format=csv`` known. It renders nothing: ``answer`` streams the rows."""

    media_type = "text/csv"
    format = "csv"


def answer(
    request: Request, name: str, body: Mapping[str, Any], table: Table
) -> Response | StreamingHttpResponse:
    """The body as JSON, or the table as a CSV file of that name. Raises TablesForStaff."""
    renderer = request.accepted_renderer
    if renderer is None or renderer.format != "csv":
        return Response(body)
    if not request.user.is_staff:
        raise TablesForStaff
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    content = "text/csv; charset=utf-8"
    return StreamingHttpResponse(csv_lines(_rows(table)), content_type=content, headers=headers)


def _rows(table: Table) -> Iterator[Iterable[Any]]:
    yield table.columns
    for row in table.rows:
        yield [row.get(name, "") for name in table.columns]
