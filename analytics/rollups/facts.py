"""What events count for, as SQL that the rollup step, the reports and the recount share.

``SIGNED`` is the log of what happened between two transaction numbers: an event adds (+1), its
deletion takes away (-1). An event that is deleted by now has left its row in Retraction, which
stands for both halves. So counts are sums, whatever the order in which things arrive.
"""

# ruff: noqa: S608 - statements are put together from constants only

from analytics.streams import IS_STREAM_SQL

_COLUMNS = "user_id, track_id, artist_key, action, ms_played, duration_ms, private, timestamp"

SIGNED = f"""
SELECT 1 AS sign, track_name, artist_name, {_COLUMNS} FROM analytics_useractivity
WHERE xact_id >= %(from)s AND xact_id < %(to)s
UNION ALL
SELECT 1, NULL, NULL, {_COLUMNS} FROM analytics_retraction
WHERE event_xact_id >= %(from)s AND event_xact_id < %(to)s
UNION ALL
SELECT -1, NULL, NULL, {_COLUMNS} FROM analytics_retraction
WHERE xact_id >= %(from)s AND xact_id < %(to)s
"""

# The items that an event is about. A private one is about the platform alone.
SUBJECTS = """
LATERAL (
    SELECT 'platform' AS kind, '' AS key, '' AS name, '' AS of_artist
    UNION ALL
    SELECT 'track', track_id, track_name, artist_name WHERE NOT private
    UNION ALL
    SELECT 'artist', artist_key, artist_name, '' WHERE NOT private
    UNION ALL
    SELECT 'genre', g.genre, g.genre, '' FROM analytics_trackgenre g
    WHERE g.track_id = event.track_id AND NOT private
) AS subject
"""

COUNTS = ("plays", "likes", "skips", "shares", "streams", "ms_played")

SUMS = f"""
    coalesce(sum(sign) FILTER (WHERE action = 'play'), 0) AS plays,
    coalesce(sum(sign) FILTER (WHERE action = 'like'), 0) AS likes,
    coalesce(sum(sign) FILTER (WHERE action = 'skip'), 0) AS skips,
    coalesce(sum(sign) FILTER (WHERE action = 'share'), 0) AS shares,
    coalesce(sum(sign) FILTER (WHERE {IS_STREAM_SQL}), 0) AS streams,
    coalesce(sum(sign * ms_played::bigint), 0)::bigint AS ms_played
"""

# One row per item, hour and user. ``engaged``: their events other than skips that others may know
# of. So private sessions make no listeners of the platform, which trends measure items against.
FACTS = f"""
SELECT kind, key, coalesce(max(name), '') AS name, coalesce(max(of_artist), '') AS artist_name,
       date_trunc('hour', timestamp, 'UTC') AS hour, user_id, {SUMS},
       coalesce(sum(sign) FILTER (WHERE action <> 'skip' AND NOT private), 0) AS engaged,
       max(timestamp) AS last_at, bool_or(sign < 0) AS retracted
FROM ({{signed}}) AS event CROSS JOIN {SUBJECTS}
GROUP BY kind, key, hour, user_id
"""


def facts(signed: str = SIGNED) -> str:
    """The statement that turns a log into facts; ``signed`` may narrow the log down."""
    return FACTS.format(signed=signed)


def summed(source: str = "") -> str:
    """SQL: every count, summed; ``source`` is the table's alias with its dot."""
    return ", ".join(f"sum({source}{name})::bigint AS {name}" for name in COUNTS)


def added(table: str) -> str:
    """SQL: the SET list of an upsert that adds to each count of ``table``."""
    return ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in COUNTS)


def is_zero(table: str) -> str:
    """SQL: nothing is counted in this row any more."""
    return " AND ".join(f"{table}.{name} = 0" for name in COUNTS[:4])
