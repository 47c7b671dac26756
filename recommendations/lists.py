"""Each user's present list as rows in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from recommendations.models import Recommendation
from recommendations.spotify_service import KEEP_FOR
from recommendations.types import Ranked

KEPT_PER_USER = 200

_CHANGING = [
    "track_name",
    "artist_name",
    "album_name",
    "preview_url",
    "spotify_url",
    "album_art_url",
    "duration_ms",
    "popularity",
    "metadata",
    "position",
    "score",
    "reason_code",
    "reason_value",
    "chosen_at",
    "expires_at",
]


def lock(user_id: int) -> None:
    """Let nobody else change this user's list until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('recommendation list'), %s)", [user_id]
        )


def present(user_id: int) -> list[Recommendation]:
    """The user's present list in order; one query."""
    return list(
        Recommendation.objects.filter(user_id=user_id, position__isnull=False).order_by("position")
    )


def replace(user_id: int, ranked: Sequence[Ranked], now: datetime) -> list[Recommendation]:
    """Make ``ranked`` the user's present list and return its rows.

    A track that was recommended before keeps its row, and so its id. Call inside a transaction
    that holds ``lock``. Raises IntegrityError at commit if the user is gone.
    """
    Recommendation.objects.filter(user_id=user_id, position__isnull=False).update(position=None)
    rows = [_row(user_id, item, position, now) for position, item in enumerate(ranked, start=1)]
    Recommendation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "track_id"],
        update_fields=_CHANGING,
    )
    _forget_oldest(user_id)
    return present(user_id)


def purge(now: datetime) -> int:
    """Delete rows whose facts may be kept no longer; how many."""
    return Recommendation.objects.filter(expires_at__lt=now).delete()[0]


def _forget_oldest(user_id: int) -> None:
    newest = Recommendation.objects.filter(user_id=user_id).order_by("-chosen_at", "-id")
    oldest = newest.values_list("id", flat=True)[KEPT_PER_USER:]
    Recommendation.objects.filter(id__in=list(oldest)).delete()


def _row(user_id: int, item: Ranked, position: int, now: datetime) -> Recommendation:
    track = item.track
    return Recommendation(
        user_id=user_id,
        track_id=track.id,
        track_name=track.name,
        artist_name=track.artist_name,
        album_name=track.album_name,
        preview_url=track.preview_url,
        spotify_url=track.spotify_url,
        album_art_url=track.album_art_url,
        duration_ms=track.duration_ms,
        popularity=track.popularity,
        metadata={
            "artist_ids": list(track.artist_ids),
            "release_year": track.release_year,
            "explicit": track.explicit,
            "sources": list(item.sources),
        },
        position=position,
        score=item.score,
        reason_code=item.reason.code,
        reason_value=item.reason.value,
        created_at=now,
        chosen_at=now,
        expires_at=track.expires_at or now + KEEP_FOR,
    )
