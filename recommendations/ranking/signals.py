"""What a listener's own actions say about artists and genres."""

from collections.abc import Iterable, Mapping
from typing import Protocol


class Actions(Protocol):
    """Counts of what one user did with one artist's or genre's tracks."""

    @property
    def plays(self) -> int: ...
    @property
    def likes(self) -> int: ...
    @property
    def skips(self) -> int: ...
    @property
    def shares(self) -> int: ...


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
    """The name with the strongest leaning either way, and that leaning; ("", 0) if none is known.

    A track of several artists is judged by the one the listener feels most about.
    """
    if not known:
        return "", 0.0
    found = [(name, known[name.casefold()]) for name in names if name.casefold() in known]
    return max(found, key=lambda pair: abs(pair[1]), default=("", 0.0))
