"""The known genres, and which stands below which.

Most come from the tree in ``data/genre_tree.txt``; Spotify's own words for genres that the tree
does not have are hung into it here, by our reading of them. Names are folded as tastes are:
hyphens are spaces.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from recommendations.types import Taste

_TREE = Path(__file__).parent / "data" / "genre_tree.txt"

# Spotify's word, and what it is a form or another name of.
_SPOTIFY: Mapping[str, str] = {
    "acoustic": "folk",
    "alt rock": "alternative rock",
    "alternative": "alternative rock",
    "bossanova": "bossa nova",
    "brazil": "brazilian",
    "children": "kids music",
    "club": "house",
    "dance": "electronic",
    "edm": "electronic",
    "forro": "forró",
    "garage": "garage rock",
    "gospel": "r&b",
    "goth": "gothic rock",
    "indie": "indie rock",
    "j dance": "j pop",
    "j idol": "j pop",
    "j rock": "j pop",
    "kids": "kids music",
    "latin": "caribbean and latin american",
    "latino": "caribbean and latin american",
    "metal": "heavy metal",
    "metal misc": "heavy metal",
    "minimal techno": "techno",
    "movies": "soundtrack",
    "mpb": "música popular brasileira",
    "new age": "ambient",
    "piano": "classical",
    "pop film": "soundtrack",
    "psych rock": "psychedelic rock",
    "punk": "punk rock",
    "r n b": "r&b",
    "rap": "hip hop",
    "rock n roll": "rock and roll",
    "show tunes": "soundtrack",
    "songwriter": "singer songwriter",
    "soundtracks": "soundtrack",
    "tango": "caribbean and latin american",
}


@cache
def parents() -> Mapping[str, frozenset[str]]:
    """Each genre's folded name with those of the genres right above it; none for the broadest."""
    above: dict[str, set[str]] = {}
    for genre, parent in _edges():
        above.setdefault(genre, set()).update({parent} if parent else ())
    return {genre: frozenset(found) for genre, found in above.items()}


def _edges() -> Iterator[tuple[str, str]]:
    """Genre and parent, "" at the top; the depth of a line is its number of leading spaces."""
    path: list[str] = []
    for line in _TREE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        genre = Taste.of("genre", line).value
        path[len(line) - len(line.lstrip(" ")) :] = [genre]
        yield genre, path[-2] if len(path) > 1 else ""
    yield from _SPOTIFY.items()
