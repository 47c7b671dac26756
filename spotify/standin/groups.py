"""The endpoint groups by which calls are counted and faults are placed."""

GROUPS = (
    "token",
    "search",
    "artist",
    "artist_albums",
    "artist_top_tracks",
    "album",
    "album_tracks",
    "track",
    "batch",
    "new_releases",
    "recommendations",
    "genre_seeds",
    "other",
)
