"""What one listener's own activity says about their taste.

By the rule in streams.py: a play that is no stream says nothing, an early skip counts as a skip
whether it came as one or as a play, and a next once something was heard says nothing against a
track. Whatever was played, or skipped later than early, was heard.
"""

# ruff: noqa: S608 - statements are put together from constants only

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from analytics.models import UserActivity
from analytics.sql import fetch
from analytics.streams import COUNTS_AS_SKIP_SQL, COUNTS_AS_STREAM_SQL
from analytics.types import Feedback, Listening

_TRACKS = f"""
SELECT user_id, track_id,
       max(timestamp) FILTER (WHERE timestamp >= %(since)s AND (
           action = 'play' OR (action = 'skip' AND NOT {COUNTS_AS_SKIP_SQL}))),
       (array_agg(CASE action WHEN 'like' THEN 'like' ELSE 'skip' END
                  ORDER BY timestamp DESC, id DESC)
           FILTER (WHERE action = 'like' OR {COUNTS_AS_SKIP_SQL}))[1]
FROM analytics_useractivity
WHERE user_id = ANY(%(users)s) AND NOT private
GROUP BY user_id, track_id
"""

# How many events show what a listener did with an artist or a genre.
_EVIDENCE = 3

_COUNTS = f"""
       count(*) FILTER (WHERE {COUNTS_AS_STREAM_SQL}), count(*) FILTER (WHERE action = 'like'),
       count(*) FILTER (WHERE {COUNTS_AS_SKIP_SQL}), count(*) FILTER (WHERE action = 'share')
"""

_LATEST = f"""
       (array_agg(own.id ORDER BY timestamp DESC, own.id DESC)
           FILTER (WHERE action IN ('like', 'share')))[1:{_EVIDENCE}],
       (array_agg(own.id ORDER BY timestamp DESC, own.id DESC)
           FILTER (WHERE {COUNTS_AS_STREAM_SQL}))[1:{_EVIDENCE}]
"""

_FEEDBACK = f"""
WITH own AS MATERIALIZED (
    SELECT user_id, id, track_id, artist_key, action, ms_played, duration_ms, reason_end, timestamp
    FROM analytics_useractivity
    WHERE user_id = ANY(%(users)s) AND NOT private
)
SELECT user_id, 'artist', artist_key, {_COUNTS}, {_LATEST} FROM own GROUP BY user_id, artist_key
UNION ALL
SELECT user_id, 'genre', genre, {_COUNTS}, {_LATEST}
FROM own JOIN analytics_trackgenre USING (track_id) GROUP BY user_id, genre
"""


def listening(user_id: int, *, since: datetime) -> Listening:
    """The user's taste from what they did; ``since`` bounds only ``last_heard``."""
    return listening_of([user_id], since=since)[user_id]


def listening_of(user_ids: Collection[int], *, since: datetime) -> Mapping[int, Listening]:
    """The same for several users at once, for those without any activity too.

    Two statements, both along the index of a user's events.
    """
    values = {"users": list(user_ids), "since": since}
    deeds: dict[tuple[int, str], dict[str, Feedback]] = defaultdict(dict)
    for user_id, kind, key, plays, likes, skips, shares, *ids in fetch(_FEEDBACK, values):
        praise, heard = (tuple(each or ()) for each in ids)
        deeds[user_id, kind][key] = Feedback(plays, likes, skips, shares, praise, heard)
    tracks: dict[int, list[tuple[str, datetime | None, str | None]]] = defaultdict(list)
    for user_id, track_id, heard, verdict in fetch(_TRACKS, values):
        tracks[user_id].append((track_id, heard, verdict))
    return {
        user_id: Listening(
            last_heard={track: heard for track, heard, _ in tracks[user_id] if heard is not None},
            liked=_with_verdict(tracks[user_id], "like"),
            skipped=_with_verdict(tracks[user_id], "skip"),
            artists=deeds[user_id, "artist"],
            genres=deeds[user_id, "genre"],
        )
        for user_id in user_ids
    }


def acted_since(user_id: int, moment: datetime) -> bool:
    """Whether any event of the user's was received at or after ``moment``."""
    return UserActivity.objects.filter(user_id=user_id, received_at__gte=moment).exists()


def _with_verdict(
    tracks: Iterable[tuple[str, datetime | None, str | None]], verdict: str
) -> frozenset[str]:
    """The tracks of which this is the last that was said."""
    return frozenset(track for track, _, last in tracks if last == verdict)
