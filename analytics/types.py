"""What other apps learn from analytics."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from common.errors import DomainError


@dataclass(frozen=True, slots=True)
class Feedback:
    """How often a listener did what with an artist or a genre.

    ``plays`` and ``skips`` are what the rule in analytics/streams.py takes for a stream and for an
    early skip. With ids of the latest events, newest first: ``praise`` are likes and shares,
    ``heard`` plays.
    """

    plays: int = 0
    likes: int = 0
    skips: int = 0
    shares: int = 0
    praise: tuple[int, ...] = ()
    heard: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Listening:
    """What one listener's activity says about their taste; private sessions are left out.

    ``last_heard``: track id to when it was last heard since the moment asked for, if but for
    seconds. ``liked`` and ``skipped``: track ids whose last like or early skip is a like, or a
    skip. ``artists`` is keyed by the casefolded artist name, ``genres`` by genre; both count
    everything ever done.
    """

    last_heard: Mapping[str, datetime]
    liked: frozenset[str]
    skipped: frozenset[str]
    artists: Mapping[str, Feedback]
    genres: Mapping[str, Feedback]


@dataclass(frozen=True, slots=True)
class PopularTrack:
    """A track, how many different listeners played it, and how many plays that makes."""

    track_id: str
    listeners: int
    plays: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one event of a batch. ``index`` is its place in the batch, from 0.

    ``id`` is the stored event, for an accepted one and a duplicate; ``error`` is the reason of a
    rejection.
    """

    index: int
    status: Literal["accepted", "duplicate", "rejected"]
    id: int | None = None
    error: DomainError | None = None


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One recommendation of a list: where it came from, and the reason's code.

    ``variant`` names the branch of an experiment that chose it; all three are of at most 40
    characters.
    """

    recommendation_id: int
    source: str
    reason: str
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One recommendation as a user saw it. ``position`` counts from 1."""

    user_id: int
    item: ShownItem
    position: int
    shown_at: datetime


@dataclass(frozen=True, slots=True)
class Interaction:
    """What one listener did with one item. ``key``: a track's id or an artist's casefolded name.

    ``early_skips`` are plays and skips ended by hand at once; see analytics/interactions.py.
    """

    user_id: int
    key: str
    streams: int = 0
    likes: int = 0
    shares: int = 0
    early_skips: int = 0


@dataclass(frozen=True, slots=True)
class RecentItem:
    """A track or artist of the user's latest activity, by its name as it came last.

    ``artist`` is a track's, casefolded, likewise as it came last; several stand in one line.
    ``evidence``: ids of the latest events that speak for it (streams, likes, shares), newest
    first; none where all of them speak against it.
    """

    key: str
    name: str
    evidence: tuple[int, ...] = ()
    streams: int = 0
    likes: int = 0
    shares: int = 0
    early_skips: int = 0
    artist: str = ""


# Tracks, and artists, of a user's latest activity.
RecentItems = Mapping[Literal["track", "artist"], list[RecentItem]]
