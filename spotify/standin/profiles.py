"""The three kinds of app that Spotify knows, as far as a caller can tell them apart."""

from dataclasses import dataclass
from typing import ClassVar

from common.errors import InvalidInput


class UnknownProfile(InvalidInput):
    """The stand-in knows no profile of this name."""

    code: ClassVar[str] = "standin_profile_unknown"


@dataclass(frozen=True, slots=True)
class Profile:
    """What an app of one kind may call, and how much it is told.

    ``page_limit`` and ``page_default`` are the ``limit`` of search and of an artist's albums.
    ``thin`` objects lack popularity, followers, an artist's genres, previews and markets.
    """

    name: str
    page_limit: int
    page_default: int
    thin: bool
    bulk_calls: bool
    recommendations: bool


PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            "dev2026",
            page_limit=10,
            page_default=5,
            thin=True,
            bulk_calls=False,
            recommendations=False,
        ),
        Profile(
            "extended",
            page_limit=50,
            page_default=20,
            thin=False,
            bulk_calls=True,
            recommendations=False,
        ),
        Profile(
            "legacy",
            page_limit=50,
            page_default=20,
            thin=False,
            bulk_calls=True,
            recommendations=True,
        ),
    )
}


def profile_named(name: str) -> Profile:
    """The profile of this name; raises ``UnknownProfile`` that lists the names."""
    try:
        return PROFILES[name]
    except KeyError:
        raise UnknownProfile(f"No profile {name!r}; there are {', '.join(PROFILES)}.") from None
