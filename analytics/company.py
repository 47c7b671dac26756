"""Which artists some listeners have in common with one."""

# ruff: noqa: S608 - statements are put together from constants only

from collections import defaultdict
from collections.abc import Collection, Mapping

from analytics.sql import fetch
from analytics.streams import COUNTS_AS_STREAM_SQL

# So many of the latest events of each listener are compared.
_EVENTS = 300

_LIKING = f"action IN ('like', 'share') OR {COUNTS_AS_STREAM_SQL}"

_LATEST = f"""
SELECT DISTINCT latest.artist_key FROM (
    SELECT artist_key, action, ms_played, duration_ms FROM analytics_useractivity
    WHERE user_id = {{user}} AND NOT private
    ORDER BY timestamp DESC, id DESC LIMIT {_EVENTS}
) AS latest WHERE {_LIKING}
"""

_SHARED = f"""
WITH own AS MATERIALIZED ({_LATEST.format(user="%(user)s")})
SELECT asked.user_id, liked.artist_key
FROM unnest(%(others)s::bigint[]) AS asked (user_id)
CROSS JOIN LATERAL ({_LATEST.format(user="asked.user_id")}) AS liked
JOIN own USING (artist_key)
"""


def shared_artists(user_id: int, others: Collection[int]) -> Mapping[int, frozenset[str]]:
    """The casefolded names of artists that the user and each of the others played or liked lately.

    By everyone's latest 300 events, private sessions left out; others without any in common are
    left out, too. One statement, along the index of a user's events.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for other, artist in fetch(_SHARED, {"user": user_id, "others": list(others)}):
        found[other].add(artist)
    return {other: frozenset(artists) for other, artists in found.items()}
