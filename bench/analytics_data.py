"""Made-up listening for bench/analytics.py: a platform whose listeners grow with its events.

Each listener has 50 events in 30 days, 20 recommendations, and 5 impressions, half of them of an
experiment's two variants. Tracks follow Zipf's law. Listeners do not: it would give one of them
8 % of all events. A few have some fifty times as many as most.
"""

from analytics import rollups, services
from analytics.models import linked
from analytics.sql import execute, fetch
from bench.analytics_database import make_users

EVENTS_EACH = 50
RECOMMENDED_EACH = 20
TRACKS = 100_000
CHUNK = 500_000
DAYS = 30
EXPERIMENT = "bench"

# Takes ``user``, which says in SQL who did it.
EVENTS = """
INSERT INTO analytics_useractivity
    (user_id, track_id, track_name, artist_name, artist_key, action, metadata, "timestamp",
     event_id, ms_played, reason_end, private)
SELECT {user}, 'track ' || track,
       'Song ' || track, 'Artist ' || track %% 10000, 'artist ' || track %% 10000,
       CASE WHEN dice < 0.80 THEN 'play' WHEN dice < 0.92 THEN 'skip'
            WHEN dice < 0.98 THEN 'like' ELSE 'share' END,
       '{{}}', now() - %(days)s * interval '1 day' * random(), gen_random_uuid()::text,
       (random() * 240000)::int, '', false
FROM (SELECT floor(power(%(tracks)s, random()))::int AS track, random() AS dice
      FROM generate_series(1, %(count)s)) drawn
"""
_FEW_WITH_MANY = "%(first)s + floor(%(users)s * power(random(), 1.5))::int"
_IMPRESSIONS = """
INSERT INTO analytics_impression
    (user_id, recommendation_id, day, shown_at, source, reason, position, variant)
SELECT %(first)s + n %% %(users)s, n, (now() - n %% 30 * interval '1 day')::date,
       now() - n %% 30 * interval '1 day', 'source ' || n %% 5, 'reason ' || n %% 7, 1 + n %% 20,
       CASE n %% %(users)s %% 4 WHEN 0 THEN 'bench:bold' WHEN 1 THEN 'bench:control' ELSE '' END
FROM generate_series(1, %(count)s) n
"""
_RECOMMENDATIONS = """
INSERT INTO {table} (user_id, track_id, track_name, artist_name, album_name, spotify_url, metadata,
                     position, score, reason_code, reason_value, created_at, chosen_at, expires_at)
SELECT %(first)s + u, 'track ' || n * 1000 + u %% 1000, 'Song', 'Artist', 'Album', 'https://…',
       '{{}}', n, 0.5, 'genre', 'rock', now(), now(), now() + interval '30 days'
FROM generate_series(0, %(users)s - 1) u, generate_series(1, %(each)s) n
"""
GENRES = """
INSERT INTO analytics_trackgenre (track_id, genre)
SELECT 'track ' || n, 'genre ' || n %% 30 FROM generate_series(1, %(tracks)s) n
"""
_TYPICAL = """
SELECT user_id FROM analytics_usertotal
WHERE events BETWEEN %(least)s AND %(most)s ORDER BY hashint8(user_id) LIMIT 100
"""
_SIZE = """
SELECT pg_size_pretty(pg_table_size(%(table)s::regclass)),
       pg_size_pretty(pg_indexes_size(%(table)s::regclass))
"""


def events_stored() -> int:
    """How many events there are."""
    return int(fetch("SELECT count(*) FROM analytics_useractivity")[0][0])


def begin() -> None:
    """What does not grow: the tracks' genres, the experiment."""
    execute(GENRES, {"tracks": TRACKS})
    services.describe_variants(EXPERIMENT, {"bold": 1, "control": 1})


class Newcomers:
    """So many new listeners, who bring so many events, recommendations and impressions."""

    def __init__(self, events: int) -> None:
        users = events // EVENTS_EACH
        ((known,),) = fetch("SELECT count(*) FROM users_user")
        self._drawn = {"first": min(make_users(users, known=known)), "users": users}
        table = linked("recommendation")._meta.db_table
        recommended = self._drawn | {"each": RECOMMENDED_EACH}
        execute(_RECOMMENDATIONS.format(table=table), recommended)
        execute(_IMPRESSIONS, self._drawn | {"count": events // 10})

    def listen(self, count: int, days: float = DAYS) -> None:
        """Store events of these listeners, of so many days before now; none is counted."""
        statement = EVENTS.format(user=_FEW_WITH_MANY)
        execute(statement, self._drawn | {"tracks": TRACKS, "count": count, "days": days})

    def listen_and_count(self, count: int) -> None:
        """Store and count events, in steps larger than a worker's."""
        for start in range(0, count, CHUNK):
            self.listen(min(CHUNK, count - start))
            rollups.catch_up(seconds=3600, most_events=CHUNK)


def typical_listeners() -> list[int]:
    """Some who have about as many events as most, which is the same at every size."""
    bounds = {"least": EVENTS_EACH * 0.9, "most": EVENTS_EACH * 1.1}
    return [user for (user,) in fetch(_TYPICAL, bounds)]


def sizes() -> str:
    """How large the events and what is counted of them are, for people."""
    found = []
    for table in ("analytics_useractivity", "analytics_itemlistener", "analytics_itemhour"):
        ((rows, indexes),) = fetch(_SIZE, {"table": table})
        found.append(f"{table} {rows} and {indexes} of indexes")
    return ", ".join(found)
