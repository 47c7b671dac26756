"""Reasons in words."""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

_SENTENCES: Mapping[str, str] = {
    "genre": gettext_noop("Because you like %(value)s"),
    "related_genre": gettext_noop("Because you like %(close_to)s, which is close to %(value)s"),
    "near_genre": gettext_noop("From a genre close to %(value)s, which you like"),
    "artist": gettext_noop("Because you like %(value)s"),
    "related_artist": gettext_noop("Listeners of %(close_to)s play %(value)s, too"),
    "mood": gettext_noop("For a %(value)s mood"),
    "liked_artist": gettext_noop("Because you liked %(value)s before"),
    "played_artist": gettext_noop("Because you listen to %(value)s"),
    "similar": gettext_noop("Because you played %(value)s"),
    "similar_liked": gettext_noop("Because you liked %(value)s"),
    "similar_artist": gettext_noop("By an artist whom listeners of %(value)s play"),
    "goes_with": gettext_noop("Played by listeners of %(value)s, too"),
    "same_artist": gettext_noop("By %(value)s, too"),
    "same_taste": gettext_noop("Found for %(value)s, too"),
    "new_to_you": gettext_noop("New to you, from %(value)s, which you play"),
    "popular": gettext_noop("Popular with listeners here"),
    "trending": gettext_noop("On the rise among listeners here"),
    "discover": gettext_noop("Something to discover"),
}

CODES = tuple(_SENTENCES)


def in_english(code: str, value: str, close_to: str = "") -> str:
    """The sentence as lists are kept with it. Raises KeyError for an unknown code."""
    return _SENTENCES[code] % {"value": value, "close_to": close_to}


def sentence(code: str, value: str, close_to: str = "") -> str:
    """The sentence in the reader's language. Raises KeyError for an unknown code."""
    return gettext(_SENTENCES[code]) % {"value": value, "close_to": close_to}
