"""Everything the client needs to be told."""

import hashlib
from dataclasses import dataclass

# One of the data sets that the labs API keeps, by the name that it goes by there: sessions of
# listening over 7,500 days, 300 seconds apart at most, the best 100 artists kept.
SIMILAR_ARTISTS = (
    "session_based_days_7500_session_300_contribution_5_threshold_10_limit_100_filter_True_skip_30"
)


@dataclass(frozen=True, slots=True)
class ListenBrainzConfig:
    """Where ListenBrainz is and how to treat it. All times are in seconds."""

    api_url: str = "https://api.listenbrainz.org/1"
    labs_url: str = "https://labs.api.listenbrainz.org"
    contact: str = ""
    """An address for their operators, as MetaBrainz asks of everyone who calls."""
    algorithm: str = SIMILAR_ARTISTS
    daily_budget: int = 500

    timeout: float = 5.0
    """For connecting, and for each wait for bytes."""
    pool_size: int = 4
    """How many connections per host are kept open."""

    throttle_pause: float = 10.0
    """How long a circuit opens for a limit that gives no time: theirs counts in 10 s windows."""
    fault_pause: float = 5 * 60.0
    """How long it opens for a fault of theirs."""
    refusal_pause: float = 3600.0
    """How long it opens after a call that they do not accept, and will not the next time either."""
    redis_pause: float = 5.0
    """How long Redis is left alone after it failed."""

    def __post_init__(self) -> None:
        if self.daily_budget < 1:
            raise ValueError("daily_budget must be at least 1 call")

    @property
    def key_prefix(self) -> str:
        """What every Redis key begins with: the stand-in's and the real one's stay apart."""
        service = "|".join((self.api_url, self.labs_url))
        return f"listenbrainz:{hashlib.sha256(service.encode()).hexdigest()[:12]}:"

    @property
    def user_agent(self) -> str:
        """Who calls, in the form that MetaBrainz asks for: ``name/version ( contact )``."""
        name = "MusicDiscoveryBackend/1.0"
        return f"{name} ( {self.contact} )" if self.contact else name
