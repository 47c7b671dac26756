"""Taking a history in, batch by batch, through the same ingestion as any other event."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO

from analytics.history import formats
from analytics.history.errors import BadFile
from analytics.history.recognising import rows
from analytics.ingestion import record_events
from analytics.ingestion.recording import MAX_EVENTS
from analytics.ingestion.validation import Caller
from common.errors import DomainError


@dataclass(slots=True)
class Report:
    """What became of the rows: ``read`` is ``stored`` + ``duplicate`` + all of ``rejected``."""

    read: int = 0
    stored: int = 0
    duplicate: int = 0
    rejected: Counter[str] = field(default_factory=Counter)


def import_history(
    stream: TextIO, user_id: int, progress: Callable[[Report], None] = lambda _: None
) -> Report:
    """Store the plays of an export as the user's events; what is known already is not doubled.

    Memory is bounded by a batch. ``progress`` is called after each. Raises UnknownFormat, and
    BadFile where the file breaks; what was read before that is stored.
    """
    report = Report()
    parse, found = rows(stream)
    for batch in _batches(found):
        _take(batch, parse, user_id, report)
        progress(report)
    return report


def _take(
    batch: list[Any], parse: Callable[[Any], formats.Event], user_id: int, report: Report
) -> None:
    report.read += len(batch)
    events = []
    for row in batch:
        try:
            events.append(formats.read(parse, row))
        except DomainError as error:
            report.rejected[error.code] += 1
    for verdict in record_events(events, Caller(user_id)) if events else ():
        if verdict.error is not None:
            report.rejected[verdict.error.code] += 1
        elif verdict.status == "accepted":
            report.stored += 1
        else:
            report.duplicate += 1


def _batches(found: Iterator[Any]) -> Iterator[list[Any]]:
    """The rows by so many; where the file breaks, those before, and then the BadFile."""
    batch: list[Any] = []
    broken: BadFile | None = None
    try:
        for row in found:
            batch.append(row)
            if len(batch) == MAX_EVENTS:
                yield batch
                batch = []
    except BadFile as error:
        broken = error
    if batch:
        yield batch
    if broken is not None:
        raise broken
