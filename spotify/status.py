"""What operators may want to know about our dealings with Spotify."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from common.upstream.budget import BudgetUse
from common.upstream.circuit import Opening


@dataclass(frozen=True, slots=True)
class SpotifyStatus:
    """One look at the shared state; holds no secret and may be shown."""

    budget: BudgetUse
    calls_by_day: Mapping[date, int]
    """Counted calls per UTC day, today first."""

    open_circuits: tuple[Opening, ...]

    recommendations: bool | None
    """Whether this app may use ``/recommendations``; None if nobody has tried lately."""
    page_size: str
    """``untried``, ``promising``, ``large`` or ``small``."""

    token_seconds_left: float | None
    """How long the token will still be used; None if there is none."""
    credentials_refused: bool
    redis_away: bool
    """Whether this process goes on from its own memory."""
