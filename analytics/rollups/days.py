"""Days of the items that trend lists ask for, so that a month of one is no 720 hours to add up.

Kept for these alone: nearly every event is the only one of some item on its day, and a row more for
each would slow down counting for what nobody asks. Triggers keep the days in step with the hours.
"""

from collections.abc import Collection

from django.db import transaction

from analytics.rollups import cursor as cursors
from analytics.sql import execute, fetch

_COME = """
UPDATE analytics_item i SET by_day = true
FROM unnest(%(kinds)s::text[], %(keys)s::text[]) AS chosen (kind, key)
WHERE i.kind = chosen.kind AND i.key = chosen.key AND NOT i.by_day
RETURNING i.id
"""
_LEAVE = """
UPDATE analytics_item i SET by_day = false
WHERE by_day AND NOT EXISTS (
    SELECT FROM unnest(%(kinds)s::text[], %(keys)s::text[]) AS chosen (kind, key)
    WHERE i.kind = chosen.kind AND i.key = chosen.key)
RETURNING i.id
"""
_ADD_UP = """
INSERT INTO analytics_itemday (item_id, day, plays, events)
SELECT item_id, (hour AT TIME ZONE 'UTC')::date, sum(plays), sum(plays + likes + skips + shares)
FROM analytics_itemhour WHERE item_id = ANY (%(items)s) GROUP BY 1, 2
"""
_DROP = "DELETE FROM analytics_itemday WHERE item_id = ANY (%(items)s)"


def keep_days(subjects: Collection[tuple[str, str]]) -> None:
    """Keep the days of these items, (kind, key), and of no others. Waits for a running step."""
    chosen = {
        "kinds": [kind for kind, _ in subjects],
        "keys": [key for _, key in subjects],
    }
    with transaction.atomic():
        cursors.held()
        for change, of_days in ((_COME, _ADD_UP), (_LEAVE, _DROP)):
            if items := [pk for (pk,) in fetch(change, chosen)]:
                execute(of_days, {"items": items})
