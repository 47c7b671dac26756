"""What one listener's own activity says about their taste."""

# ruff: noqa: S608 - statements are put together from constants only

from datetime import datetime

from analytics.models import UserActivity
from analytics.sql import fetch
from analytics.types import Feedback, Listening

_TRACKS = """
SELECT track_id,
       max(timestamp) FILTER (WHERE action = 'play' AND timestamp >= %(since)s),
       (array_agg(action ORDER BY timestamp DESC, id DESC)
           FILTER (WHERE action IN ('like', 'skip')))[1]
FROM analytics_useractivity
WHERE user_id = %(user)s AND NOT private
GROUP BY track_id
"""

_COUNTS = """
       count(*) FILTER (WHERE action = 'play'), count(*) FILTER (WHERE action = 'like'),
       count(*) FILTER (WHERE action = 'skip'), count(*) FILTER (WHERE action = 'share')
"""

_FEEDBACK = f"""
WITH own AS MATERIALIZED (
    SELECT track_id, artist_key, action FROM analytics_useractivity
    WHERE user_id = %(user)s AND NOT private
)
SELECT 'artist', artist_key, {_COUNTS} FROM own GROUP BY artist_key
UNION ALL
SELECT 'genre', genre, {_COUNTS} FROM own JOIN analytics_trackgenre USING (track_id) GROUP BY genre
"""


def listening(user_id: int, *, since: datetime) -> Listening:
    """The user's taste from what they did; ``since`` bounds only ``last_heard``.

    Two statements, both along the index of one user's events.
    """
    tracks = fetch(_TRACKS, {"user": user_id, "since": since})
    feedback: dict[str, dict[str, Feedback]] = {"artist": {}, "genre": {}}
    for kind, key, *counts in fetch(_FEEDBACK, {"user": user_id}):
        feedback[kind][key] = Feedback(*counts)
    return Listening(
        last_heard={track: heard for track, heard, _ in tracks if heard is not None},
        liked=frozenset(track for track, _, verdict in tracks if verdict == "like"),
        skipped=frozenset(track for track, _, verdict in tracks if verdict == "skip"),
        artists=feedback["artist"],
        genres=feedback["genre"],
    )


def acted_since(user_id: int, moment: datetime) -> bool:
    """Whether any event of the user's was received at or after ``moment``."""
    return UserActivity.objects.filter(user_id=user_id, received_at__gte=moment).exists()
