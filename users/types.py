"""What other apps learn about a user."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class TasteProfile:
    """A user's stated tastes; words as the user wrote them, in the user's order.

    ``discovery`` goes from 0, familiar, to 1, adventurous. Without ``explicit``, explicit tracks
    stay out. In a ``private_session``, new activity and words stay out of trends and learning.
    """

    user_id: int
    genres: tuple[str, ...] = ()
    artists: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    discovery: float = 0.5
    explicit: bool = True
    private_session: bool = False
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a verified access token speaks for.

    ``fingerprint`` changes with the user's password; ``expires_at`` is in epoch seconds.
    """

    user_id: int
    token_id: str
    fingerprint: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class ServiceCaller:
    """Another backend, known by its service key. It stands where views expect a user.

    It is no user, so nothing is its own, and it is never staff.
    """

    key_id: int
    scopes: frozenset[str]

    pk: ClassVar[None] = None
    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_staff: ClassVar[bool] = False
    is_superuser: ClassVar[bool] = False

    @property
    def counted_as(self) -> str:
        """The name under which its requests are limited."""
        return f"service-key:{self.key_id}"
