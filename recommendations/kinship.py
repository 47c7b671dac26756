"""Which genres are close to a genre: the nearest by steps up and down the genre tree."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from recommendations import genre_tree
from spotify.genre_seeds import GENRE_SEEDS

# Up and down again, or up twice: further apart than that, genres share little.
_FURTHEST = 2
# Spotify knows more tracks of its own words.
_WELL_KNOWN = frozenset(seed.replace("-", " ") for seed in GENRE_SEEDS)


def nearest_kin(genre: str, count: int) -> list[str]:
    """At most ``count`` genres close to a folded genre, nearest first; [] for one unknown.

    Close is a parent or child (one step), then a sibling, grandparent or grandchild (two). Among
    equally close ones those that Spotify has a word for come first, then those with most kin of
    their own.
    """
    steps, links = kin(genre), _links()

    def place(each: str) -> tuple[int, bool, int, str]:
        return steps[each], each not in _WELL_KNOWN, -len(links[each]), each

    return sorted(steps, key=place)[:count]


@cache
def kin(genre: str) -> Mapping[str, int]:
    """Every genre within two steps of a folded genre, itself left out, with the steps."""
    links = _links()
    steps = {genre: 0} if genre in links else {}
    border = set(steps)
    for distance in range(1, _FURTHEST + 1):
        border = {near for each in border for near in links[each]} - steps.keys()
        steps |= dict.fromkeys(border, distance)
    return {each: distance for each, distance in steps.items() if distance}


@cache
def _links() -> Mapping[str, frozenset[str]]:
    """Each genre with those right above and right below it."""
    links: defaultdict[str, set[str]] = defaultdict(set)
    for genre, above in genre_tree.parents().items():
        links[genre] |= above
        for parent in above:
            links[parent].add(genre)
    return {genre: frozenset(found) for genre, found in links.items()}
