"""Rows as the lines of a CSV file, harmless to a spreadsheet."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

# A cell that begins so is a formula to spreadsheets (OWASP, "CSV Injection"); the wide forms are
# read alike where East Asian text is set.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - meant


class _Line:
    """What csv writes to: hands the line on."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """One line for each row, while rows are read. Text that would be calculated is quoted."""
    writer = csv.writer(_Line())
    for row in rows:
        yield writer.writerow(map(defused, row))


def defused(value: Any) -> Any:
    """The value as a cell: numbers as they are, all else as text that is no formula."""
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    text = json.dumps(value, default=str) if isinstance(value, dict | list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
