"""Which genres a track has, as the app that knows tracks tells it."""

from collections.abc import Iterable, Mapping

from analytics.models import TrackGenre


def describe_genres(genres: Mapping[str, Iterable[str]]) -> None:
    """Remember these tracks' genres (track id to genres), in addition to those known."""
    pairs = sorted({(track, genre) for track, names in genres.items() for genre in names})
    TrackGenre.objects.bulk_create(
        [TrackGenre(track_id=track, genre=genre) for track, genre in pairs], ignore_conflicts=True
    )
