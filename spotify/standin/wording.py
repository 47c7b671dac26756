"""How names and queries are cut into words, so that spelling habits do not keep them apart."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile("['\u2019`]")
_WORD = re.compile(r"[^\W_]+")
_LINKING_WORDS = {"and", "n"}


@lru_cache(maxsize=16_384)
def words(text: str) -> tuple[str, ...]:
    """The words of ``text`` without case, accents and punctuation: ``AC/DC`` is ``ac``, ``dc``."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(_WORD.findall(_APOSTROPHES.sub("", bare).casefold()))


def fold_genre(text: str) -> str:
    """One key for all spellings of a genre.

    Case, hyphens, spaces, ``&``, "and" and "n" do not count: ``Hip Hop`` and ``hip-hop``,
    ``R&B`` and ``r-n-b``, ``rock and roll`` and ``rock-n-roll`` are the same.
    """
    return "".join(word for word in words(text) if word not in _LINKING_WORDS)
