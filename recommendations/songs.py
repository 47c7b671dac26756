"""Which tracks are versions of one song: by the title without what tells versions apart."""

import re
import unicodedata

# What speaks of a version where it stands in brackets or behind a dash, beside other words or
# alone: how it was recorded, made anew, played at another speed, published. Accents left out.
_VERSION = "|".join(
    (
        r"live|(?:ao|en|in|al|dal) vivo|en directo|em direto|en public|(?:in|en) concert|unplugged",
        r"acoustic|acoustique|acustic[ao]|akustik\w*|akustisch|a[ -]?cap+el+a|instrumental\w*",
        r"demo|outtake|rehearsal|take|sessions?|sesion(?:es)?|recorded (?:at|in|live)",
        r"remaster\w*|remix\w*|rmx|rework(?:ed)?|re-?edit|re-?recorded|bootleg|edit|mix|mono|stereo",
        r"sped[ -]?up|speed(?:ed)?[ -]up|slowed|reverb|nightcore|lo-?fi|8d",
        r"version\w*|versao|\w+version|alternate|anniversary|bonus|clean|deluxe|edition|explicit",
        r"extended|karaoke|original|radio|single|feat|featuring|ft|with|(?:19|20)\d\d",
    )
)
# The same, but only alone: beside other words they say something else.
_ALONE = "cover|dub|mixed|redux|reimagined|revisited|stripped|vip"
_SPEAKS_OF_ONE = rf"\b(?:{_VERSION})\b"
_IN_BRACKETS = re.compile(
    rf"\([^()]*{_SPEAKS_OF_ONE}[^()]*\)|\[[^\[\]]*{_SPEAKS_OF_ONE}[^\[\]]*\]"
    rf"|\((?:{_ALONE})\)|\[(?:{_ALONE})\]"
)
_DASH = r"\s[-\u2013\u2014]\s"
_BEHIND_A_DASH = re.compile(rf"{_DASH}(?:(?:(?!{_DASH}).)*{_SPEAKS_OF_ONE}.*|(?:{_ALONE}))$")
_GUESTS = re.compile(r"\s(?:feat\.?|ft\.?|featuring)\s.*$")


def song_of(title: str, artist: str) -> tuple[str, str]:
    """What all versions of a song share: the bare title and the folded name of the first artist.

    Live, remastered, remixed, edited, slowed and sped up versions, and those with guests, count as
    one song; parts of a work, and titles whose brackets or dashes say something else, do not. Case,
    accents and punctuation make no difference.
    """
    folded = title.casefold()
    bare = plain = _without_accents(folded)
    for pattern in (_IN_BRACKETS, _BEHIND_A_DASH, _GUESTS):
        bare = pattern.sub("", bare)
    return _letters(bare) or _letters(plain) or folded, artist


def _without_accents(text: str) -> str:
    if text.isascii():  # as most titles are
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _letters(text: str) -> str:
    """Letters and digits alone."""
    return "".join(filter(str.isalnum, text))
