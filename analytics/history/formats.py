"""One function per export: a row of it as an event of ours.

Spotify's account export comes in two kinds (support.spotify.com, "Understanding my data"):
``StreamingHistory*.json`` of the last year and ``Streaming_History_Audio_*.json`` of all time.
Last.fm's history comes as the CSV of the common exporters, with or without a header; ListenBrainz
exports JSON lines.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from analytics.history.errors import BadRow, NotATrack, PrivateSession
from analytics.ingestion.validation import MAX_MS
from analytics.streams import Ending, ending

Event = dict[str, Any]
_SPOTIFY_TRACK = "spotify:track:"
# What it does to read a row that lacks what its format has, or holds something else.
_BAD = (
    *(KeyError, TypeError, ValueError, AttributeError),
    *(OverflowError, OSError, RecursionError),
)


def spotify_year(row: Any) -> Event:
    """A row of ``StreamingHistory*.json``; its time is to the minute."""
    return _event(
        row.get("trackName"),
        row.get("artistName"),
        datetime.strptime(row["endTime"], "%Y-%m-%d %H:%M").replace(tzinfo=UTC),
        ms_played=row["msPlayed"],
    )


def spotify_all_time(row: Any) -> Event:
    """A row of ``Streaming_History_Audio_*.json``. Raises PrivateSession, NotATrack."""
    if row.get("incognito_mode"):
        raise PrivateSession
    uri = row.get("spotify_track_uri") or ""
    return _event(
        row.get("master_metadata_track_name"),
        row.get("master_metadata_album_artist_name"),
        datetime.fromisoformat(row["ts"]),
        ms_played=row["ms_played"],
        track_id=uri.removeprefix(_SPOTIFY_TRACK) if uri.startswith(_SPOTIFY_TRACK) else None,
        reason_end=str(row.get("reason_end") or ""),
    )


def listenbrainz(row: Any) -> Event:
    """A listen of ListenBrainz."""
    track = row["track_metadata"]
    more = track.get("additional_info") or {}
    spotify = str(more.get("spotify_id") or "").rpartition("/")[2]
    return _event(
        track.get("track_name"),
        track.get("artist_name"),
        datetime.fromtimestamp(row["listened_at"], UTC),
        track_id=spotify or None,
        duration_ms=_milliseconds(more.get("duration_ms")),
    )


def lastfm(row: Sequence[str]) -> Event:
    """A line of a CSV without header: artist, album, track, ``01 Jan 2020 12:00`` or ISO 8601."""
    artist, _album, track, when = row
    return _event(track, artist, _moment(when.strip()))


def lastfm_with_header(row: Mapping[str, str]) -> Event:
    """A line of a CSV with the columns uts, artist and track among others."""
    return _event(row["track"], row["artist"], datetime.fromtimestamp(int(row["uts"]), UTC))


def read(parse: Callable[[Any], Event], row: Any) -> Event:
    """The row as an event. Raises BadRow for one that lacks what its format has."""
    try:
        return parse(row)
    except _BAD as error:
        raise BadRow(f"{type(error).__name__}: {error}") from None


def _moment(text: str) -> datetime:
    """The moment in UTC, which is meant where no zone is named."""
    try:
        return datetime.strptime(text, "%d %b %Y %H:%M").replace(tzinfo=UTC)
    except ValueError:
        at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _milliseconds(value: Any) -> int | None:
    """A duration. Players write what they like; what is none is left out, and the row is kept."""
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if 0 <= number <= MAX_MS else None


def _event(
    track: Any,
    artist: Any,
    at: datetime,
    *,
    track_id: str | None = None,
    ms_played: int | None = None,
    duration_ms: int | None = None,
    reason_end: str = "",
) -> Event:
    if not track or not artist:
        raise NotATrack
    track_id = track_id or f"name:{_digest(artist.casefold(), track.casefold())[:32]}"
    skipped = ending("play", ms_played, duration_ms, reason_end) is Ending.EARLY_SKIP
    return {
        "track_id": track_id,
        "track_name": track[:500],
        "artist_name": artist[:500],
        "action": "skip" if skipped else "play",
        "timestamp": at.isoformat(),
        "ms_played": ms_played,
        "duration_ms": duration_ms,
        "reason_end": reason_end[:32],
        # The same row of the same history is the same event, whatever file it comes in.
        "event_id": f"import:{_digest(track_id, at.isoformat(), str(ms_played))[:48]}",
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode(errors="replace")).hexdigest()
