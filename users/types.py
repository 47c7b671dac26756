"""What other apps learn about a user."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TasteProfile:
    """A user's stated tastes; words as the user wrote them, in the user's order."""

    user_id: int
    genres: tuple[str, ...] = ()
    artists: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a verified access token speaks for.

    ``fingerprint`` changes with the user's password; ``expires_at`` is in epoch seconds.
    """

    user_id: int
    token_id: str
    fingerprint: str
    expires_at: int
