"""What is played now."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Iterable
from typing import Any

from analytics.sql import fetch
from analytics.windows import Window

_WINDOW = "(%(since)s::timestamptz IS NULL OR timestamp >= %(since)s) AND NOT private"

_GENRES = f"""
SELECT genre, count(*) AS plays
FROM analytics_useractivity JOIN analytics_trackgenre USING (track_id)
WHERE {_WINDOW} AND action = 'play' GROUP BY genre ORDER BY plays DESC, genre LIMIT %(limit)s
"""
_ARTISTS = f"""
SELECT max(artist_name), count(*) AS activities FROM analytics_useractivity
WHERE {_WINDOW} GROUP BY artist_key ORDER BY activities DESC, artist_key LIMIT %(limit)s
"""
_TRACKS = f"""
SELECT track_id, max(track_name), max(artist_name), count(*) AS plays FROM analytics_useractivity
WHERE {_WINDOW} AND action = 'play'
GROUP BY track_id ORDER BY plays DESC, track_id LIMIT %(limit)s
"""


def trends(window: Window, *, limit: int) -> dict[str, Any]:
    """The most played genres, artists and tracks of the window."""
    values = {"since": window.since, "limit": limit}
    return {
        "window": window.name,
        "as_of": window.as_of,
        "trending_genres": _ranked(("name", "count"), fetch(_GENRES, values)),
        "trending_artists": _ranked(("name", "activity_count"), fetch(_ARTISTS, values)),
        "popular_tracks": _ranked(
            ("track_id", "track_name", "artist_name", "play_count"), fetch(_TRACKS, values)
        ),
    }


def _ranked(names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [
        dict(zip(names, row, strict=True)) | {"score": row[-1], "rank": rank, "previous_rank": None}
        for rank, row in enumerate(rows, start=1)
    ]
