"""The catalogue of known tracks."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from common.folding import fold
from recommendations.models import Track
from recommendations.spotify_service import KEEP_FOR
from recommendations.types import TrackFacts

_FACTS = [
    "name",
    "artist_ids",
    "artist_names",
    "artist_keys",
    "album_name",
    "album_art_url",
    "preview_url",
    "spotify_url",
    "duration_ms",
    "popularity",
    "explicit",
    "release_year",
    "fetched_at",
    "expires_at",
]


_BY_ARTISTS = """
SELECT asked.key AS asked, best.* FROM unnest(%(keys)s::text[]) AS asked (key)
CROSS JOIN LATERAL (
    SELECT * FROM recommendations_track WHERE artist_keys @> ARRAY[asked.key]
        AND id != ALL(%(without)s)
    ORDER BY popularity DESC NULLS LAST, coalesce(reception, 0) DESC,
        release_year DESC NULLS LAST, id
    LIMIT %(each)s
) AS best
"""


def store(tracks: Iterable[TrackFacts]) -> None:
    """Keep the facts, the newest in place of older ones; one statement. Repeats are fine."""
    now = timezone.now()
    rows = {facts.id: _row(facts, now) for facts in tracks}
    Track.objects.bulk_create(
        sorted(rows.values(), key=lambda row: row.id),  # one order for all: no deadlocks
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_FACTS,
    )


def known(track_ids: Sequence[str]) -> list[TrackFacts]:
    """Those of the tracks that we know, in the given order."""
    rows = Track.objects.in_bulk(list(track_ids))
    return [facts_of(rows[track_id]) for track_id in track_ids if track_id in rows]


def is_kept(track: TrackFacts) -> bool:
    """Whether the facts may still be shown: Spotify's do not keep for ever."""
    return track.expires_at is None or track.expires_at > timezone.now()


def by_artist(name_or_id: str, limit: int) -> list[TrackFacts]:
    """Tracks of an artist, by folded name or by id, most popular first."""
    return _best(Track.objects.filter(artist_keys__contains=[name_or_id]), limit)


def artist_name(artist_id: str) -> str:
    """The artist's name as some known track has it, or ""."""
    for facts in by_artist(artist_id, 1):
        named = dict(zip(facts.artist_ids, facts.artist_names, strict=False))
        return named.get(artist_id, "")
    return ""


def by_artists(
    keys: Sequence[str], each: int, *, without: Sequence[str] = ()
) -> dict[str, list[TrackFacts]]:
    """At most ``each`` tracks of each artist, by folded name; one query along one index.

    ``without`` are ids of tracks that are not wanted.
    """
    found: dict[str, list[TrackFacts]] = {}
    values = {"keys": list(keys), "each": each, "without": list(without)}
    rows: Iterable[Any] = Track.objects.raw(_BY_ARTISTS, values)
    for row in rows:
        found.setdefault(row.asked, []).append(facts_of(row))
    return found


def line_ups(track_ids: Collection[str] | None = None) -> dict[str, tuple[str, ...]]:
    """The artists of tracks that have several, by the one line that activity names them in, folded.

    Of these tracks, or of all that are known; one query, read as it comes.
    """
    several = Track.objects.filter(artist_names__len__gt=1)
    if track_ids is not None:
        several = several.filter(pk__in=list(track_ids))
    rows = several.values_list("artist_names", flat=True).distinct()
    return {fold(", ".join(names)): tuple(names) for names in rows.iterator()}


def best_known(limit: int) -> list[TrackFacts]:
    """The most popular of all tracks, the newest where popularity is unknown."""
    return _best(Track.objects.all(), limit)


def purge(now: datetime) -> int:
    """Delete the tracks past their expiry, and with them their places in pools; how many."""
    _, by_model = Track.objects.filter(expires_at__lt=now).delete()
    return by_model.get(Track._meta.label, 0)


def _best(rows: QuerySet[Track], limit: int) -> list[TrackFacts]:
    ordered = rows.order_by(F("popularity").desc(nulls_last=True), "-release_year", "id")
    return [facts_of(row) for row in ordered[:limit]]


def facts_of(row: Track) -> TrackFacts:
    """A row as plain data."""
    return TrackFacts(
        id=row.id,
        name=row.name,
        artist_ids=tuple(row.artist_ids),
        artist_names=tuple(row.artist_names),
        spotify_url=row.spotify_url,
        album_name=row.album_name,
        album_art_url=row.album_art_url,
        preview_url=row.preview_url,
        duration_ms=row.duration_ms,
        popularity=row.popularity,
        explicit=row.explicit,
        release_year=row.release_year,
        reception=row.reception,
        expires_at=row.expires_at,
    )


def _row(facts: TrackFacts, now: datetime) -> Track:
    return Track(
        id=facts.id,
        name=facts.name,
        artist_ids=list(facts.artist_ids),
        artist_names=list(facts.artist_names),
        artist_keys=[*facts.artist_ids, *facts.folded_names],
        album_name=facts.album_name,
        album_art_url=facts.album_art_url,
        preview_url=facts.preview_url,
        spotify_url=facts.spotify_url,
        duration_ms=facts.duration_ms,
        popularity=facts.popularity,
        explicit=facts.explicit,
        release_year=facts.release_year,
        fetched_at=now,
        expires_at=facts.expires_at or now + KEEP_FOR,
    )
