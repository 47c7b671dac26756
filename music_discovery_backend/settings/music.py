"""Spotify, ListenBrainz and recommendations."""

from music_discovery_backend.env import (
    BadSetting,
    env_bool,
    env_int,
    env_secret,
    env_str,
    env_url,
)

# --- Spotify -------------------------------------------------------------------------------------

SPOTIFY_CLIENT_ID = env_str("SPOTIFY_CLIENT_ID", "")
SPOTIFY_CLIENT_SECRET = env_secret("SPOTIFY_CLIENT_SECRET", fallback="")
SPOTIFY_REDIRECT_URI = env_str("SPOTIFY_REDIRECT_URI", "")
SPOTIFY_API_URL = env_url(
    "SPOTIFY_API_URL", "https://api.spotify.com/v1", schemes=("https", "http")
)
SPOTIFY_ACCOUNTS_URL = env_url(
    "SPOTIFY_ACCOUNTS_URL", "https://accounts.spotify.com", schemes=("https", "http")
)
SPOTIFY_MARKET = env_str("SPOTIFY_MARKET", "US").upper()
if len(SPOTIFY_MARKET) != 2 or not SPOTIFY_MARKET.isalpha():
    raise BadSetting("SPOTIFY_MARKET", f"{SPOTIFY_MARKET!r} is not a two-letter country code")
SPOTIFY_DAILY_BUDGET = env_int("SPOTIFY_DAILY_BUDGET", 500)

# --- ListenBrainz --------------------------------------------------------------------------------

LISTENBRAINZ_ENABLED = env_bool("LISTENBRAINZ_ENABLED", False)
LISTENBRAINZ_API_URL = env_url(
    "LISTENBRAINZ_API_URL", "https://api.listenbrainz.org/1", schemes=("https", "http")
)
LISTENBRAINZ_LABS_URL = env_url(
    "LISTENBRAINZ_LABS_URL", "https://labs.api.listenbrainz.org", schemes=("https", "http")
)
LISTENBRAINZ_CONTACT = env_str("LISTENBRAINZ_CONTACT", "")
LISTENBRAINZ_DAILY_BUDGET = env_int("LISTENBRAINZ_DAILY_BUDGET", 500, least=1)

# --- Recommendations -----------------------------------------------------------------------------

RECOMMENDATION_CACHE_TTL = env_int("RECOMMENDATION_CACHE_TTL", 3600, least=1)  # seconds
