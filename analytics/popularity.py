"""Who is here, and what is played, across all users."""

from datetime import datetime

from analytics.sql import fetch
from analytics.types import PopularTrack

_POPULAR = """
SELECT track_id, count(DISTINCT user_id) AS listeners, count(*) AS plays
FROM analytics_useractivity
WHERE timestamp >= %(since)s AND action = 'play' AND NOT private
GROUP BY track_id
ORDER BY listeners DESC, plays DESC, track_id
LIMIT %(limit)s
"""

_ACTIVE = """
SELECT DISTINCT user_id FROM analytics_useractivity WHERE timestamp >= %(since)s ORDER BY user_id
"""


def popular_tracks(*, since: datetime, limit: int) -> list[PopularTrack]:
    """The most played tracks: by different listeners, then plays. Private sessions left out."""
    return [PopularTrack(*row) for row in fetch(_POPULAR, {"since": since, "limit": limit})]


def active_user_ids(*, since: datetime) -> list[int]:
    """The ids, in order, of users with any activity since then."""
    return [user_id for (user_id,) in fetch(_ACTIVE, {"since": since})]
