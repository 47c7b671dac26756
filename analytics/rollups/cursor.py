"""How the counts come to follow the events exactly, with a cursor along transaction numbers.

Ids are handed out before their transactions commit, so an id below the largest one may still
appear, and a cursor along ids would pass it by. Each event therefore carries the number of the
transaction that stored it (``pg_current_xact_id()``: 64 bits, never wraps). All transactions
below ``pg_snapshot_xmin(pg_current_snapshot())``, the oldest one still running, are over; what
they stored is there to be seen, and nothing can ever be added below. The cursor moves up to that
number at most, in the same transaction that adds to the counts, under a lock on its row. A step
that dies before its commit has done nothing.

A transaction that stays open for long holds the cursor back, not the reports: they add what lies
past it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.db import connection

from analytics.models import RollupCursor
from analytics.rollups.heat import COLUMNS, LANDMARK_STEP, first_landmark, moved
from analytics.sql import execute, fetch, snapshot
from common.errors import Conflict, UpstreamUnavailable

ONLY_ROW = 1
_ATTEMPTS = 20
Report = TypeVar("Report")


class CursorAhead(Conflict):
    """The database was restored into a server whose transaction numbers are smaller.

    New events would be taken for counted ones. ``manage.py rebuild_rollups`` counts anew.
    """

    code = "cursor_ahead"
    sentence = "The rollup cursor is ahead of this server. Run: manage.py rebuild_rollups"


class CountsKeepMoving(UpstreamUnavailable):
    """A report inside a transaction found the counts changed under it again and again."""

    code = "counts_keep_moving"


@dataclass(frozen=True, slots=True)
class Position:
    """The cursor at one moment."""

    position: int
    version: int
    landmark: datetime
    today: date | None


def held() -> RollupCursor:
    """The cursor, locked until the end of the transaction. Waits for whoever holds it."""
    _make_sure_it_exists()
    return RollupCursor.objects.select_for_update().get(pk=ONLY_ROW)


def held_if_free() -> RollupCursor | None:
    """The cursor, locked, or None while somebody else holds it."""
    _make_sure_it_exists()
    return RollupCursor.objects.select_for_update(skip_locked=True).filter(pk=ONLY_ROW).first()


def _make_sure_it_exists() -> None:
    if not RollupCursor.objects.filter(pk=ONLY_ROW).exists():
        landmark = first_landmark(datetime.now(UTC))
        RollupCursor.objects.bulk_create(
            [RollupCursor(pk=ONLY_ROW, landmark=landmark)], ignore_conflicts=True
        )


def newest() -> int:
    """A number that all transactions begun after this call are not below."""
    ((newest,),) = fetch("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    return int(newest)


def horizon(cursor: RollupCursor, most_events: int) -> int:
    """Up to where a step may count: at most the oldest running transaction.

    Nearer if more than ``most_events`` lie before it, but never less than one whole transaction.
    Raises CursorAhead.
    """
    ((oldest, newest),) = fetch(
        "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint "
        "FROM pg_current_snapshot() s"
    )
    if cursor.position > newest:
        raise CursorAhead
    ((last,),) = fetch(
        "SELECT max(xact_id) FROM (SELECT xact_id FROM analytics_useractivity "
        "WHERE xact_id >= %(from)s AND xact_id < %(to)s ORDER BY xact_id LIMIT %(most)s) step",
        {"from": cursor.position, "to": oldest, "most": most_events},
    )
    ((waiting,),) = fetch(
        "SELECT count(*) FROM (SELECT FROM analytics_useractivity "
        "WHERE xact_id >= %(from)s AND xact_id < %(to)s LIMIT %(most)s) step",
        {"from": cursor.position, "to": oldest, "most": most_events},
    )
    return int(last) + 1 if waiting == most_events else int(oldest)


def values(cursor: "RollupCursor | Position", to: int) -> dict[str, Any]:
    """What the statements of a step need that counts from the cursor up to ``to``."""
    return {
        "from": cursor.position,
        "to": to,
        "landmark": cursor.landmark,
        "today": cursor.today or datetime.now(UTC).date(),
    }


def move(cursor: RollupCursor, position: int, *, changed: bool) -> None:
    """Say that everything before ``position`` is counted, and whether that changed any count."""
    cursor.position = max(cursor.position, position)
    cursor.version += changed
    cursor.moved_at = datetime.now(UTC)
    cursor.save()


def follow_the_times(cursor: RollupCursor) -> None:
    """Move the landmark on where it lies too far back for the numbers to stay in range."""
    while datetime.now(UTC) - cursor.landmark > LANDMARK_STEP:
        shifts = ", ".join(f"{COLUMNS[hours]} = {moved(hours)}" for hours in COLUMNS)
        execute(f"UPDATE analytics_item SET {shifts}")  # noqa: S608 - only constants
        cursor.landmark += LANDMARK_STEP
        cursor.version += 1
        cursor.save()


def read() -> Position:
    """The cursor as others see it now; before the first step it stands at the beginning."""
    row = RollupCursor.objects.filter(pk=ONLY_ROW).first()
    if row is None:
        return Position(0, 0, first_landmark(datetime.now(UTC)), None)
    return Position(row.position, row.version, row.landmark, row.today)


def consistently(report: Callable[[Position], Report]) -> Report:
    """Make a report whose kept counts and raw tail fit together.

    The report is given the cursor, and reads in one snapshot with it, however many steps are made
    meanwhile. The position comes as a value, not as a subquery, since PostgreSQL must know it to
    choose an index.
    """
    if connection.in_atomic_block:
        return _until_still(report)
    with snapshot():
        return report(read())


def _until_still(report: Callable[[Position], Report]) -> Report:
    """Within somebody's transaction, where each statement sees what others commit: try again.

    Raises CountsKeepMoving.
    """
    for _ in range(_ATTEMPTS):
        before = read()
        body = report(before)
        if read().version == before.version:
            return body
    raise CountsKeepMoving(retry_after=1)
