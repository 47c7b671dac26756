"""Which tracks must not be in a list."""

from collections.abc import Iterable, Mapping, Set
from datetime import datetime, timedelta

from recommendations.types import Candidate, TrackFacts


def is_welcome(
    track: TrackFacts, *, skipped: Set[str], hidden_artists: Set[str], explicit: bool
) -> bool:
    """Whether the track was not skipped, no artist is hidden (by id or folded name), and it is
    not explicit, unless that is welcome.
    """
    return (
        track.id not in skipped
        and (explicit or not track.explicit)
        and hidden_artists.isdisjoint(track.artist_keys)
    )


def unheard(
    candidates: Iterable[Candidate],
    *,
    liked: Set[str],
    last_heard: Mapping[str, datetime],
    heard_after: datetime,
) -> list[Candidate]:
    """Leave out what was heard since ``heard_after``, unless it was liked."""
    heard = {track for track, at in last_heard.items() if at > heard_after} - liked
    return [candidate for candidate in candidates if candidate.track.id not in heard]


def horizon(now: datetime, heard_for: timedelta) -> datetime:
    """What was heard after this moment is still in the ear."""
    return now - heard_for
