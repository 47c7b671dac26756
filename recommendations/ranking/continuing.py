"""How a ranking goes on behind its first list, page after page."""

from collections import Counter, deque
from collections.abc import Iterable, Sequence

from recommendations.types import MAX_COUNT, Ranked, TrackFacts


def continue_after(
    begun: Sequence[TrackFacts], ranked: Iterable[Ranked], *, count: int, per_artist: int
) -> list[Ranked]:
    """At most ``count`` more of the tracks, best first, for whoever has seen ``begun``.

    ``ranked`` is sorted, best first. No song of ``begun`` comes again. Of an artist there are
    at most ``per_artist`` among any 50 tracks that follow each other: wherever a page of at most
    that size begins, the cap of a list holds on it. Ends early where nothing fits.
    """
    songs = {track.song for track in begun}
    window = _Window(begun, per_artist)
    waiting = [item for item in ranked if item.track.song not in songs]
    chosen: list[Ranked] = []
    while len(chosen) < count:
        place = next((n for n, item in enumerate(waiting) if window.fits(item.track)), None)
        if place is None:
            break
        item = waiting.pop(place)
        if item.track.song not in songs:
            songs.add(item.track.song)
            window.add(item.track)
            chosen.append(item)
    return chosen


class _Window:
    """The artists of the last tracks, one fewer than a page may hold."""

    def __init__(self, begun: Sequence[TrackFacts], per_artist: int) -> None:
        self._per_artist = per_artist
        self._tracks: deque[TrackFacts] = deque()
        self._artists: Counter[str] = Counter()
        for track in begun:
            self.add(track)

    def fits(self, track: TrackFacts) -> bool:
        return all(self._artists[name] < self._per_artist for name in track.folded_names)

    def add(self, track: TrackFacts) -> None:
        self._tracks.append(track)
        self._artists.update(track.folded_names)
        if len(self._tracks) == MAX_COUNT:
            self._artists.subtract(self._tracks.popleft().folded_names)
