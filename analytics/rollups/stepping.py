"""The rollup step: count what is new, move the cursor, in one transaction."""

import time
from datetime import UTC, datetime

from django.db import transaction

from analytics.models import Retraction, RollupCursor
from analytics.rollups import cursor as cursors
from analytics.rollups.applying import apply
from analytics.rollups.impressions import count_impressions
from analytics.rollups.quarters import count_quarters
from analytics.rollups.small_counts import fold_changes
from analytics.rollups.users import turn_the_day

# A step of this size takes about a second and bounds what a crash makes us count again.
STEP_EVENTS = 20_000
_PAUSE = 0.02  # seconds, while somebody else steps or holds the horizon back


def step(most_events: int = STEP_EVENTS) -> bool:
    """Count the events between the cursor and the horizon; return whether there were any.

    Does nothing while another worker steps. Raises CursorAhead.
    """
    with transaction.atomic():
        cursor = cursors.held_if_free()
        if cursor is None:
            return False
        cursors.follow_the_times(cursor)
        turn_the_day(cursor, datetime.now(UTC).date())
        fold_changes()
        return _advance(cursor, cursors.horizon(cursor, most_events))


def catch_up(seconds: float, most_events: int = STEP_EVENTS) -> None:
    """Step until nothing is left to count or the time is used up."""
    deadline = time.monotonic() + seconds
    while step(most_events) and time.monotonic() < deadline:
        pass


def count_all(seconds: float) -> None:
    """Count all that was committed before the call: wait for whatever holds the horizon back.

    Not to be called within a transaction, which would wait for itself. Raises CursorAhead, and
    TimeoutError where another transaction, or the backlog, takes longer than ``seconds``.
    """
    deadline = time.monotonic() + seconds
    committed = cursors.newest()
    while True:
        stepped = step()
        if cursors.read().position >= committed:
            return
        if time.monotonic() > deadline:
            raise TimeoutError(f"Not all before transaction {committed} could be counted yet")
        if not stepped:
            time.sleep(_PAUSE)


def _advance(cursor: RollupCursor, position: int) -> bool:
    values = cursors.values(cursor, position)
    changed = apply(values) > 0
    count_quarters(values)
    changed |= count_impressions(values)
    Retraction.objects.filter(xact_id__lt=position).delete()
    cursors.move(cursor, position, changed=changed)
    return changed
