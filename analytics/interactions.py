"""Who did how much with what: the facts that similarity is learned from and served by.

Counted by the rule in streams.py, where a play or skip of unknown length is taken at its word.
Private sessions are left out.
"""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from django.db import connection

from analytics.sql import fetch
from analytics.streams import COUNTS_AS_SKIP_SQL, COUNTS_AS_STREAM_SQL
from analytics.types import Interaction, RecentItem, RecentItems

_KEYS = {"track": "track_id", "artist": "artist_key"}
_FETCHED_AT_ONCE = 10_000
# How far back "recent" reaches, in events, and how many of those speak for an item.
_RECENT_EVENTS = 1000
_EVIDENCE = 3

_COUNTS = f"""
    count(*) FILTER (WHERE {COUNTS_AS_STREAM_SQL}), count(*) FILTER (WHERE action = 'like'),
    count(*) FILTER (WHERE action = 'share'), count(*) FILTER (WHERE {COUNTS_AS_SKIP_SQL})
"""

_EVERYONE = f"""
SELECT user_id, {{key}}, {_COUNTS} FROM analytics_useractivity
WHERE NOT private GROUP BY user_id, {{key}} ORDER BY user_id
"""

_RECENT = f"""
WITH own AS MATERIALIZED (
    SELECT latest.* FROM unnest(%(users)s::bigint[]) AS asked (user_id) CROSS JOIN LATERAL (
        SELECT user_id, id, track_id, track_name, artist_key, artist_name, action, ms_played,
               duration_ms, reason_end, timestamp
        FROM analytics_useractivity WHERE user_id = asked.user_id AND NOT private
        ORDER BY timestamp DESC, id DESC LIMIT %(events)s
    ) AS latest
)
SELECT user_id, CASE WHEN grouping(track_id) = 0 THEN 'track' ELSE 'artist' END,
       coalesce(track_id, artist_key),
       (array_agg(track_name ORDER BY timestamp DESC, id DESC))[1],
       (array_agg(artist_name ORDER BY timestamp DESC, id DESC))[1],
       (array_agg(artist_key ORDER BY timestamp DESC, id DESC))[1],
       (array_agg(id ORDER BY timestamp DESC, id DESC)
           FILTER (WHERE action IN ('like', 'share') OR {COUNTS_AS_STREAM_SQL}))[1:%(evidence)s],
       {_COUNTS}
FROM own GROUP BY GROUPING SETS ((user_id, track_id), (user_id, artist_key))
ORDER BY max(timestamp) DESC, max(id) DESC
"""


def interactions(kind: Literal["track", "artist"]) -> Iterator[Interaction]:
    """Each listener's counts for each track id, or each casefolded artist name, by listener.

    Counted in PostgreSQL and streamed, so that memory does not grow with the activity.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(_EVERYONE.format(key=_KEYS[kind]))
        while rows := cursor.fetchmany(_FETCHED_AT_ONCE):
            yield from (Interaction(*row) for row in rows)


def recent_items(user_id: int) -> RecentItems:
    """What the user's latest thousand events were about, the latest first."""
    return recent_items_of([user_id])[user_id]


def recent_items_of(user_ids: Collection[int]) -> Mapping[int, RecentItems]:
    """The same for several users at once, for those without any activity too.

    One statement, along the index of a user's events.
    """
    values = {"users": list(user_ids), "events": _RECENT_EVENTS, "evidence": _EVIDENCE}
    found: dict[int, RecentItems] = {user_id: {"track": [], "artist": []} for user_id in user_ids}
    for user_id, kind, key, track_name, name, artist, evidence, *counts in fetch(_RECENT, values):
        item = RecentItem(key, name, tuple(evidence or ()), *counts)
        if kind == "track":
            item = replace(item, name=track_name, artist=artist)
        found[user_id][kind].append(item)
    return found
