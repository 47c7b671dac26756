"""Spotify's search language: plain words, quotes and ``field:value`` filters.

The fields are those of the Web API reference for ``GET /search``. A value without quotes is one
word, except after ``artist:``, ``album:`` and ``track:``, where it runs on to the next filter or
quote, as in the reference's example ``remaster track:Doxy artist:Miles Davis``.
"""

import re
from dataclasses import dataclass

_NAME_FIELDS = {"artist", "album", "track"}
_TERM = re.compile(
    r"""
    (?: (?P<field> artist|album|track|genre|year|isrc|upc|tag ) : )?
    (?: "(?P<quoted> [^"]* )"?  |  (?P<bare> [^\s"]+ ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """One condition. ``phrase`` asks for the words of ``value`` side by side."""

    field: str
    value: str
    phrase: bool = False


def parse_query(text: str) -> list[Term]:
    """The conditions in ``text``, all of which must hold. Any text parses; nonsense is words."""
    terms: list[Term] = []
    for match in _TERM.finditer(text):
        term = _term(match)
        if _runs_on(terms, term):
            terms[-1] = Term(terms[-1].field, f"{terms[-1].value} {term.value}")
        else:
            terms.append(term)
    return terms


def _term(match: re.Match[str]) -> Term:
    field = (match["field"] or "any").lower()
    if match["quoted"] is not None:
        return Term(field, match["quoted"], phrase=True)
    return Term(field, match["bare"])


def _runs_on(terms: list[Term], term: Term) -> bool:
    if not terms or term.phrase or term.field != "any":
        return False
    return terms[-1].field in _NAME_FIELDS and not terms[-1].phrase
