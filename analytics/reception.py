"""How listeners took each track: one voice for each of them, whatever they did how often."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Iterator

from django.db import connection

from analytics.streams import COUNTS_AS_SKIP_SQL, COUNTS_AS_STREAM_SQL
from analytics.types import Voices

_FETCHED_AT_ONCE = 10_000

_VOICES = f"""
SELECT track_id, count(*), count(*) FILTER (WHERE praised),
       count(*) FILTER (WHERE NOT praised AND skipped > streamed)
FROM (
    SELECT track_id, bool_or(action IN ('like', 'share')) AS praised,
           count(*) FILTER (WHERE {COUNTS_AS_STREAM_SQL}) AS streamed,
           count(*) FILTER (WHERE {COUNTS_AS_SKIP_SQL}) AS skipped
    FROM analytics_useractivity WHERE NOT private GROUP BY track_id, user_id
) AS each_listener
WHERE praised OR streamed > 0 OR skipped > 0
GROUP BY track_id
"""


def voices() -> Iterator[Voices]:
    """What the listeners of each track made of it, in no order; private sessions left out.

    Counted in PostgreSQL and streamed, so that memory does not grow with the activity.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(_VOICES)
        while rows := cursor.fetchmany(_FETCHED_AT_ONCE):
            yield from (Voices(*row) for row in rows)
