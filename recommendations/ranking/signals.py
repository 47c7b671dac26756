"""What a listener's own actions say about artists and genres."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol


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


def leaning(actions: Actions, prior: float) -> float:
    """From -1 (turned away) to 1 (loved); 0 without actions.

    The difference of good and bad over their sum, drawn towards 0 by ``prior`` imagined neutral
    actions (additive smoothing), so that one click does not decide everything.
    """
    good = _LIKE * actions.likes + _SHARE * actions.shares + _PLAY * actions.plays
    bad = _SKIP * actions.skips
    return (good - bad) / (good + bad + prior)


def leanings(feedback: Mapping[str, Actions], prior: float) -> dict[str, float]:
    """``leaning`` for each name."""
    return {name: leaning(actions, prior) for name, actions in feedback.items()}


def strongest(names: Iterable[str], known: Mapping[str, float]) -> tuple[str, float]:
    """The folded name with the strongest leaning either way, and that leaning; ("", 0) if none
    is known.

    A track of several artists is judged by the one the listener feels most about.
    """
    best, felt = "", 0.0
    for name in names:
        leaning_to = known.get(name)
        if leaning_to is not None and (not best or abs(leaning_to) > abs(felt)):
            best, felt = name, leaning_to
    return best, felt
