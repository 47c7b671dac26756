"""A list that is not all the same."""

import re
from collections import Counter
from collections.abc import Iterable

from recommendations.types import Ranked, TrackFacts

# What follows a title to tell versions apart: "(Live)", "[Remastered]", "- 2011 Remaster".
_VERSION = re.compile(r"\s*(\(.*|\[.*|\s-\s.*)$")


def diversify(ranked: Iterable[Ranked], *, count: int, per_artist: int) -> list[Ranked]:
    """Take from the top: at most ``per_artist`` tracks of an artist, no song twice."""
    chosen: list[Ranked] = []
    artists: Counter[str] = Counter()
    songs: set[tuple[str, str]] = set()
    for item in ranked:
        names = [name.casefold() for name in item.track.artist_names]
        song = song_of(item.track)
        if song in songs or any(artists[name] >= per_artist for name in names):
            continue
        chosen.append(item)
        songs.add(song)
        artists.update(names)
        if len(chosen) == count:
            break
    return chosen


def song_of(track: TrackFacts) -> tuple[str, str]:
    """What two versions of one song have in common: the bare title and the first artist."""
    title = track.name.casefold()
    first = track.artist_names[0].casefold() if track.artist_names else ""
    return _VERSION.sub("", title) or title, first
