"""What a listener's own actions say about artists and genres."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from recommendations.types import Reason, TrackFacts


class Actions(Protocol):
    """Counts of what one user did with one artist's or genre's tracks.

    ``praise`` and ``heard`` are ids of the latest events: likes and shares, and plays.
    """

    @property
    def plays(self) -> int: ...
    @property
    def likes(self) -> int: ...
    @property
    def skips(self) -> int: ...
    @property
    def shares(self) -> int: ...
    @property
    def praise(self) -> Sequence[int]: ...
    @property
    def heard(self) -> Sequence[int]: ...


# A like or a share is a statement, a skip nearly one; a play alone says little.
_LIKE, _SHARE, _PLAY, _SKIP = 1.0, 1.0, 0.2, 1.0


@dataclass(frozen=True, slots=True)
class Rate:
    """How tracks went down with a listener: the share of good actions, 0 to 1.

    ``sure``, from 0 to below 1, is what that counts against what was believed before.
    """

    share: float
    sure: float

    @property
    def is_good(self) -> bool:
        """Whether more spoke for it than against it."""
        return self.share > 0.5


def rate(actions: Actions, prior: float) -> Rate:
    """What these actions, at least one of them, come to.

    A belief that is moved the way ``sure`` towards ``share`` becomes (good + prior x belief) /
    (all + prior): the mean of what happened and of ``prior`` imagined actions that went as was
    believed (additive smoothing), so that one click does not decide everything.
    """
    good = _worth(actions)
    every = good + _SKIP * actions.skips
    return Rate(good / every, every / (every + prior))


def _worth(actions: Actions) -> float:
    """What spoke for it, in likes."""
    return _LIKE * actions.likes + _SHARE * actions.shares + _PLAY * actions.plays


def reason_of(track: TrackFacts, artist: str, actions: Actions) -> Reason:
    """What the listener did with the artist, by folded name, and the events that show it."""
    name = track.name_of(artist)
    if actions.likes or actions.shares:
        return Reason("liked_artist", name, evidence=tuple(actions.praise))
    return Reason("played_artist", name, evidence=tuple(actions.heard))


def rates(feedback: Mapping[str, Actions], prior: float) -> dict[str, Rate]:
    """``rate`` for each name with which anything was done."""
    return {name: rate(actions, prior) for name, actions in feedback.items() if _any(actions)}


def best_known(names: Iterable[str], known: Mapping[str, Rate]) -> str:
    """The folded name of which the listener's actions say most; "" if none is known.

    A track of several artists is judged by the one whom the listener knows best.
    """
    best = ""
    for name in names:
        if name in known and (not best or known[name].sure > known[best].sure):
            best = name
    return best


def _any(actions: Actions) -> bool:
    return bool(actions.likes or actions.shares or actions.plays or actions.skips)
