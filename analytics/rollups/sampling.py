"""Which part of all counts a self-check looks at, and the events that this part stands for.

The sample is drawn from the raw events, before anything is counted: tracks and artists by a hash
of their key, with all their events; users likewise; of what nearly every event is about, genres
and the platform, all events of some hours. So the dear part of a recount, sorting and adding up,
is a hundredth where a hundredth is asked for; what stays is reading through each table once.
"""

# ruff: noqa: S608 - statements are put together from constants only

from analytics.rollups.facts import SIGNED, facts


def drawn(hashed: str) -> str:
    """SQL: whether the part ``part`` of ``parts`` holds what has this hash."""
    return f"mod(abs(({hashed})::bigint), %(parts)s) = %(part)s"


def by_hour(moment: str) -> str:
    """SQL: whether this moment lies in an hour of the part."""
    return drawn(f"hashint8(floor(extract(epoch FROM {moment}) / 3600)::bigint)")


BY_KEY = drawn("hashtext(key)")
BY_USER = drawn("hashint8(user_id)")
BY_DAY = drawn("hashint4(day - date '2000-01-01')")
# Of the rows of an item by the hour.
BY_ITEM = f"CASE WHEN kind IN ('track', 'artist') THEN {BY_KEY} ELSE {by_hour('hour')} END"

_EVENTS = f"""
SELECT * FROM ({SIGNED}) event
WHERE {drawn("hashtext(track_id)")} OR {drawn("hashtext(artist_key)")}
   OR {BY_USER} OR {by_hour("timestamp")}
"""

#: The head of a statement: the events of the part as ``log``, what they count for as ``facts``.
#: Facts of the platform are there for both, its hours and its users.
WITH_SAMPLE = f"""
WITH log AS MATERIALIZED ({_EVENTS}), facts AS MATERIALIZED (
    SELECT * FROM ({facts("SELECT * FROM log")}) fact
    WHERE {BY_ITEM} OR (kind = 'platform' AND {BY_USER})
)
"""
