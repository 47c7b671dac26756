"""Which tracks must not be in a list."""

from collections.abc import Iterable, Mapping, Set
from datetime import datetime, timedelta

from recommendations.types import Candidate, TrackFacts


def allowed(
    candidates: Iterable[Candidate],
    *,
    skipped: Set[str],
    liked: Set[str],
    last_heard: Mapping[str, datetime],
    heard_after: datetime,
) -> list[Candidate]:
    """Leave out what was skipped, and what was heard since ``heard_after`` unless it was liked."""
    return [
        candidate
        for candidate in candidates
        if candidate.track.id not in skipped
        and (
            candidate.track.id in liked
            or last_heard.get(candidate.track.id, heard_after) <= heard_after
        )
    ]


def horizon(now: datetime, heard_for: timedelta) -> datetime:
    """What was heard after this moment is still in the ear."""
    return now - heard_for


def is_hidden(track: TrackFacts, hidden_artists: Set[str]) -> bool:
    """Whether any artist of the track is hidden, by id or by folded name."""
    if not hidden_artists:
        return False
    return not hidden_artists.isdisjoint(
        (*track.artist_ids, *(name.casefold() for name in track.artist_names))
    )
