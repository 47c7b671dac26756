"""How much better or worse than the average track one was taken."""

from collections.abc import Iterable, Iterator
from typing import Protocol


class Voices(Protocol):
    """How many heard a track, how many of them praised it and how many left it at once."""

    @property
    def track_id(self) -> str: ...
    @property
    def listeners(self) -> int: ...
    @property
    def praised(self) -> int: ...
    @property
    def left(self) -> int: ...


# One listener alone says nothing of a track, so that nobody's taste shows in another's list.
MIN_LISTENERS = 2
# So many imagined listeners took every track as the average one is taken (additive smoothing).
_IMAGINED = 10
_PRAISED, _LEFT, _HEARD = 1.0, 0.0, 0.5


def receptions(voices: Iterable[Voices]) -> Iterator[tuple[str, float]]:
    """(track id, reception from -1 to 1) of the tracks with enough listeners.

    A listener's voice is 1 for praise, 0 for leaving at once and one half for hearing it through.
    The reception is the mean voice, drawn towards the mean of all tracks, less that mean: how much
    better than the average track it was taken. What a listener repeats does not count again.
    """
    known = [each for each in voices if each.listeners >= MIN_LISTENERS]
    everyone = sum(each.listeners for each in known)
    mean = sum(map(_sum, known)) / everyone if everyone else 0.0
    for each in known:
        together = (_sum(each) + _IMAGINED * mean) / (each.listeners + _IMAGINED)
        yield each.track_id, together - mean


def _sum(voices: Voices) -> float:
    heard = voices.listeners - voices.praised - voices.left
    return _PRAISED * voices.praised + _LEFT * voices.left + _HEARD * heard
