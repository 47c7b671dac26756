"""How much better or worse than the average track one was taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recommendations.learning.feedback import Signals

# One listener alone says nothing of a track, so that nobody's taste shows in another's list.
MIN_LISTENERS = 2
# So many imagined listeners took every track as the average one is taken (additive smoothing).
_IMAGINED = 10
_PRAISED, _LEFT, _HEARD = 1.0, 0.0, 0.5


@dataclass(slots=True)
class _Voices:
    """How many listeners spoke of a track, and the sum of their voices."""

    number: int = 0
    together: float = 0.0


def voice_of(signals: Signals, *, rejected: bool = False) -> float | None:
    """What one listener makes of a track; None where they say nothing.

    It is 1 for praise, 0 for turning it down or leaving it at once more often than not, and one
    half for hearing it. However often they did so, it is one voice.
    """
    if rejected:
        return _LEFT
    if signals.likes or signals.shares:
        return _PRAISED
    if signals.early_skips > signals.streams:
        return _LEFT
    return _HEARD if signals.streams else None


def receptions(voices: Iterable[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """(Track id, reception from -1 to 1) of the tracks with enough listeners.

    ``voices`` are (track id, voice), one for each listener of a track, in any order. The reception
    is the mean voice, drawn towards the mean of all tracks, less that mean: how much better than
    the average track it was taken.
    """
    heard: dict[str, _Voices] = {}
    for track_id, voice in voices:
        track = heard.setdefault(track_id, _Voices())
        track.number += 1
        track.together += voice
    known = {key: track for key, track in heard.items() if track.number >= MIN_LISTENERS}
    everyone = sum(track.number for track in known.values())
    mean = sum(track.together for track in known.values()) / everyone if everyone else 0.0
    for track_id, track in known.items():
        smoothed = (track.together + _IMAGINED * mean) / (track.number + _IMAGINED)
        yield track_id, smoothed - mean
