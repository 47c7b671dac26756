"""Counting everything anew: after a restore, or when the rule for streams changed."""

from datetime import UTC, datetime

from django.db import transaction

from analytics.models import Retraction, RollupCursor
from analytics.rollups import cursor as cursors
from analytics.rollups.small_counts import count_small_anew
from analytics.sql import execute

_COUNTED = (
    "analytics_item",
    "analytics_itemhour",
    "analytics_itemday",
    "analytics_itemlistener",
    "analytics_quarterhour",
    "analytics_userday",
    "analytics_usertotal",
    "analytics_lastseenquarter",
    "analytics_userspan",
    "analytics_activeday",
    "analytics_impressionday",
)

# Numbers from a server that this database was restored from may lie ahead of ours.
_RENUMBER = """
UPDATE {table} SET xact_id = 0
WHERE xact_id >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
"""


def forget_counts() -> None:
    """Empty every count and put the cursor back to the beginning; steps then count again.

    Until they have come through, reports count what is missing from the raw events.
    """
    count_small_anew()
    with transaction.atomic():
        cursor: RollupCursor = cursors.held()
        execute(f"TRUNCATE {', '.join(_COUNTED)}")
        for table in ("analytics_useractivity", "analytics_impression"):
            execute(_RENUMBER.format(table=table))
        Retraction.objects.all().delete()
        cursor.position, cursor.today = 0, datetime.now(UTC).date()
        cursors.move(cursor, 0, changed=True)
