"""Which tracks are versions of one song: by the title without what tells versions apart."""

import re
import unicodedata

# Words that speak of a version where they stand in brackets or behind a dash.
_VERSION = (
    "acoustic|alternate|anniversary|bonus|clean|deluxe|demo|edit|edition|explicit|extended|feat|"
    "featuring|ft|instrumental|karaoke|live|mix|mono|original|radio|rehearsal|remaster|remastered|"
    "remix|remixed|rerecorded|re-recorded|session|sessions|single|stereo|take|unplugged|version|"
    "with"
)
_SPEAKS_OF_ONE = rf"\b(?:{_VERSION}|(?:19|20)\d\d)\b"
_IN_BRACKETS = re.compile(rf"\([^()]*{_SPEAKS_OF_ONE}[^()]*\)|\[[^\[\]]*{_SPEAKS_OF_ONE}[^\[\]]*\]")
_BEHIND_A_DASH = re.compile(rf"\s[-\u2013\u2014]\s(?:(?!\s[-\u2013\u2014]\s).)*{_SPEAKS_OF_ONE}.*$")
_GUESTS = re.compile(r"\s(?:feat\.?|ft\.?|featuring)\s.*$")


def song_of(title: str, artist: str) -> tuple[str, str]:
    """What all versions of a song share: the bare title and the folded name of the first artist.

    Live, remastered, remixed and edited versions, and those with guests, count as one song; parts
    of a work, and titles whose brackets or dashes say something else, do not. Case, accents and
    punctuation make no difference.
    """
    bare = folded = title.casefold()
    for pattern in (_IN_BRACKETS, _BEHIND_A_DASH, _GUESTS):
        bare = pattern.sub("", bare)
    return _letters(bare) or _letters(folded) or folded, artist


def _letters(text: str) -> str:
    """Letters and digits alone, without accents."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text)))
