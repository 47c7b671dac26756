"""Each user's present list as rows in PostgreSQL."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from recommendations.models import Recommendation
from recommendations.spotify_service import KEEP_FOR
from recommendations.types import Ranked, TrackFacts

KEPT_PER_USER = 200

# What a track that is chosen again may change, and the type that the column has in PostgreSQL.
_COLUMNS = {
    "track_name": "text",
    "artist_name": "text",
    "album_name": "text",
    "preview_url": "text",
    "spotify_url": "text",
    "album_art_url": "text",
    "duration_ms": "integer",
    "popularity": "smallint",
    "metadata": "jsonb",
    "position": "smallint",
    "score": "double precision",
    "reason_code": "text",
    "reason_value": "text",
    "reason_close_to": "text",
    "reason_evidence": "bigint[]",
    "variant": "text",
    "chosen_at": "timestamptz",
    "expires_at": "timestamptz",
}
_NAMES = ", ".join(_COLUMNS)

# The whole list as one document: fifty rows of eighteen values cost the ORM's upsert ten times
# as much as they cost PostgreSQL, and it cannot give back when a row was first made.
_UPSERT = f"""
WITH listed AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb)
    AS item (track_id text, {", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())})
), taken_off AS (
    UPDATE recommendations_recommendation SET position = NULL
    WHERE user_id = %(user)s AND position IS NOT NULL
        AND track_id NOT IN (SELECT track_id FROM listed)
)
INSERT INTO recommendations_recommendation (user_id, track_id, created_at, {_NAMES})
SELECT %(user)s, track_id, chosen_at, {_NAMES} FROM listed
ON CONFLICT (user_id, track_id) DO UPDATE
SET {", ".join(f"{name} = EXCLUDED.{name}" for name in _COLUMNS)}
RETURNING track_id, id, created_at
"""  # noqa: S608 - only constants are put together


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


def is_newer(user_id: int, moment: datetime) -> bool:
    """Whether the user's present list was chosen after ``moment``."""
    present_rows = Recommendation.objects.filter(user_id=user_id, position__isnull=False)
    return present_rows.filter(chosen_at__gt=moment).exists()


def replace(
    user_id: int, ranked: Sequence[Ranked], now: datetime, *, variant: str = ""
) -> list[Recommendation]:
    """Make ``ranked`` the user's present list and return its rows.

    ``variant`` names the branch of an experiment that chose it. A track that was recommended
    before keeps its row, and so its id. Call inside a transaction that holds ``lock``. Raises
    IntegrityError at commit if the user is gone.
    """
    rows = [row_of(user_id, item, position, now) for position, item in enumerate(ranked, start=1)]
    for row in rows:
        row.variant = variant
    known = _upsert(user_id, rows)
    for row in rows:
        row.pk, row.created_at = known[row.track_id]
    if any(row.created_at == now for row in rows):
        _forget_oldest(user_id)
    return rows


def unstored(user_id: int, ranked: Sequence[Ranked], now: datetime) -> list[Recommendation]:
    """``ranked`` as rows that are not stored; those of tracks recommended before have their id."""
    rows = [row_of(user_id, item, position, now) for position, item in enumerate(ranked, start=1)]
    stored = Recommendation.objects.filter(
        user_id=user_id, track_id__in=[row.track_id for row in rows]
    )
    known = {row.track_id: row for row in stored.only("track_id", "created_at")}
    for row in rows:
        if before := known.get(row.track_id):
            row.pk, row.created_at = before.pk, before.created_at
    return rows


def artists_of(row: Recommendation) -> list[str]:
    """The artists of a row one by one, unless their number says that a comma is part of a name."""
    names = row.artist_name.split(", ")
    return names if len(names) == len(row.metadata.get("artist_ids", ())) else [row.artist_name]


def facts_of(row: Recommendation) -> TrackFacts:
    """What a row says of its track, which may be known no more."""
    return TrackFacts(
        id=row.track_id,
        name=row.track_name,
        artist_ids=tuple(row.metadata.get("artist_ids", ())),
        artist_names=tuple(artists_of(row)),
        spotify_url=row.spotify_url,
        explicit=row.metadata.get("explicit"),
    )


def purge(now: datetime) -> int:
    """Delete rows whose facts may be kept no longer; how many."""
    return Recommendation.objects.filter(expires_at__lt=now).delete()[0]


def _upsert(user_id: int, rows: Sequence[Recommendation]) -> dict[str, tuple[int, datetime]]:
    """Store the rows, and take others off the list, in one statement.

    The id and the time of the first choice by track.
    """
    names = ("track_id", *_COLUMNS)
    document = [{name: getattr(row, name) for name in names} for row in rows]
    values: dict[str, int | str] = {
        "user": user_id,
        "rows": json.dumps(document, default=datetime.isoformat),
    }
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, values)
        return {track_id: (pk, created_at) for track_id, pk, created_at in cursor.fetchall()}


def _forget_oldest(user_id: int) -> None:
    newest = Recommendation.objects.filter(user_id=user_id).order_by("-chosen_at", "-id")
    oldest = newest.values_list("id", flat=True)[KEPT_PER_USER:]
    Recommendation.objects.filter(id__in=list(oldest)).delete()


def row_of(user_id: int, item: Ranked, position: int, now: datetime) -> Recommendation:
    """The chosen track as a row of the user's list at that position, not stored."""
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
        reason_close_to=item.reason.close_to,
        reason_evidence=list(item.reason.evidence),
        created_at=now,
        chosen_at=now,
        expires_at=track.expires_at or now + KEEP_FOR,
    )
