"""Which genres a track has, as the app that knows tracks tells it."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Iterable, Mapping

from django.db import transaction

from analytics.models import TrackGenre
from analytics.rollups import cursor as cursors
from analytics.rollups.applying import apply
from analytics.rollups.facts import SIGNED, SUMS
from analytics.sql import fetch

_ADD = """
INSERT INTO analytics_trackgenre (track_id, genre)
SELECT * FROM unnest(%(tracks)s::text[], %(genres)s::text[])
ON CONFLICT DO NOTHING RETURNING track_id, genre
"""

# What the tracks' counted events are worth to genres that they did not have when counted.
_FACTS = f"""
SELECT 'genre', genre, genre, '', date_trunc('hour', timestamp, 'UTC') AS hour, user_id, {SUMS},
       coalesce(sum(sign) FILTER (WHERE action <> 'skip'), 0), max(timestamp), bool_or(sign < 0)
FROM ({SIGNED}) AS event
JOIN unnest(%(tracks)s::text[], %(genres)s::text[]) AS added (track, genre) ON track = track_id
WHERE NOT private AND track_id = ANY (%(tracks)s)
GROUP BY genre, hour, user_id
"""


def describe_genres(genres: Mapping[str, Iterable[str]]) -> None:
    """Remember these tracks' genres (track id to genres), in addition to those known.

    What was counted of these tracks before counts for their new genres too, in the same
    transaction. Waits for a running rollup step if anything is new.
    """
    pairs = {(track, genre) for track, names in genres.items() for genre in names}
    known = TrackGenre.objects.filter(track_id__in=list(genres))
    new = sorted(pairs.difference(known.values_list("track_id", "genre")))
    if not new:
        return
    with transaction.atomic():
        cursor = cursors.held()
        added = fetch(_ADD, _columns(new))
        values = cursors.values(cursor, cursor.position) | {"from": 0}
        changed = apply(values | _columns(added), _FACTS) > 0
        cursors.move(cursor, cursor.position, changed=changed)


def _columns(pairs: Iterable[tuple[str, ...]]) -> dict[str, list[str]]:
    tracks, genres = zip(*pairs, strict=True) if pairs else ((), ())
    return {"tracks": list(tracks), "genres": list(genres)}
