"""Everything the client needs to be told."""

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SpotifyConfig:
    """One Spotify app and how to treat it. All times are in seconds."""

    client_id: str
    client_secret: str = field(repr=False)
    api_url: str = "https://api.spotify.com/v1"
    accounts_url: str = "https://accounts.spotify.com"
    market: str = "US"

    # The real quota is not published; apps report being locked after 800 to 1,400 calls a day.
    daily_budget: int = 500

    timeout: float = 5.0
    """For connecting, and for each wait for bytes."""
    retries: int = 2
    """How often a call is repeated after a 5xx or a network fault."""
    retry_pause: float = 0.3
    """The longest pause before the first repeat; it doubles for the second."""
    pool_size: int = 10
    """How many connections per host are kept open."""

    throttle_pause: float = 30.0
    """How long a circuit opens for a 429 that gives no time: Spotify counts in a 30 s window."""
    quota_pause: float = 15 * 60.0
    """How long it opens for the first QUOTA_EXCEEDED; doubles for each that follows."""
    quota_pause_longest: float = 24 * 3600.0

    token_margin: float = 60.0
    """How long before its end a token is renewed."""
    token_pause: float = 5.0
    """How long nobody asks for a token after the token service failed."""
    refusal_memory: float = 15 * 60.0
    """How long credentials that were refused are not tried again."""
    capability_memory: float = 24 * 3600.0
    """How long a verdict on what this app may do is believed."""
    redis_pause: float = 5.0
    """How long Redis is left alone after it failed: each try may cost a caller its timeout."""

    def __post_init__(self) -> None:
        if self.daily_budget < 1:
            raise ValueError("daily_budget must be at least 1 call")

    @property
    def key_prefix(self) -> str:
        """What every Redis key of this app starts with.

        It names the service and the app, so that two apps, or the stand-in and the real
        Spotify, can share a Redis. A new secret for the same app keeps the prefix, since the
        quota belongs to the app.
        """
        app = "|".join((self.api_url, self.accounts_url, self.client_id))
        return f"spotify:{hashlib.sha256(app.encode()).hexdigest()[:12]}:"

    @property
    def fingerprint(self) -> str:
        """Tells one pair of credentials from another without giving the secret away."""
        digest = hashlib.sha256(f"{self.client_id}:{self.client_secret}".encode())
        return digest.hexdigest()[:16]
