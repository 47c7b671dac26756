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


def heard_lately(
    last_heard: Mapping[str, datetime],
    liked: Set[str],
    *,
    heard_after: datetime,
    liked_after: datetime,
) -> Set[str]:
    """The tracks that were heard since ``heard_after`` or, if liked, since ``liked_after``."""
    return {
        track
        for track, at in last_heard.items()
        if at > (liked_after if track in liked else heard_after)
    }


def without(candidates: Iterable[Candidate], tracks: Set[str]) -> list[Candidate]:
    """The candidates without these tracks and, of those on offer, other versions of the song."""
    offered = list(candidates)
    songs = {each.track.song for each in offered if each.track.id in tracks}
    return [each for each in offered if each.track.song not in songs] if songs else offered


def horizon(now: datetime, heard_for: timedelta) -> datetime:
    """What was heard after this moment is still in the ear."""
    return now - heard_for
