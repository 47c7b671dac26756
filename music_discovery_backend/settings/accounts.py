"""Users, passwords, tokens, and what slows down guessing."""

from datetime import timedelta

from music_discovery_backend.env import (
    BadSetting,
    env_int,
    env_rate,
    env_secret,
    env_secrets,
    env_str,
)
from music_discovery_backend.settings.security import (
    SECRET_KEY,
    SECRET_KEY_FALLBACKS,
    SHORTEST_KEY,
)

AUTH_USER_MODEL = "users.User"
PASSWORD_HASHERS = [
    "users.hashers.Argon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

_SIGNING_KEY = env_secret("JWT_SIGNING_KEY", fallback=SECRET_KEY, least=SHORTEST_KEY)
# Keys that verify tokens and sign none: the one before, while its tokens live, or the next.
JWT_PREVIOUS_KEYS = env_secrets("JWT_PREVIOUS_KEYS")
if _SIGNING_KEY == SECRET_KEY:  # then tokens follow it when it changes
    JWT_PREVIOUS_KEYS += SECRET_KEY_FALLBACKS
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=env_int("JWT_ACCESS_MINUTES", 10, least=1)),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=env_int("JWT_REFRESH_DAYS", 14, least=1)),
    "ROTATE_REFRESH_TOKENS": True,
    "BLACKLIST_AFTER_ROTATION": True,
    "UPDATE_LAST_LOGIN": True,
    "SIGNING_KEY": _SIGNING_KEY,
    # A token dies with the password that it was given for.
    "CHECK_REVOKE_TOKEN": True,  # nosec B105 - a switch, not a password
}

# --- Forgotten passwords -------------------------------------------------------------------------

PASSWORD_RESET_TIMEOUT = 60 * env_int("PASSWORD_RESET_MINUTES", 60, least=1)  # seconds
PASSWORD_RESET_URL = env_str("PASSWORD_RESET_URL", "")
if PASSWORD_RESET_URL and not all(code in PASSWORD_RESET_URL for code in ("{uid}", "{token}")):
    raise BadSetting("PASSWORD_RESET_URL", "does not say where {uid} and {token} go")

# --- Failed log-ins, see users/lockout -----------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # asks the handler below, before a password is hashed
    "users.lockout.axes.PasswordBackend",
]
AXES_HANDLER = "users.lockout.axes.LockoutHandler"
AXES_CLIENT_IP_CALLABLE = "users.lockout.axes.client_of"
AXES_ENABLE_ADMIN = False  # users.admin has a page of its own
AXES_VERBOSE = False  # its log lines would hold names, and people type passwords into that field
# W002 asks for axes's middleware; ours, users.lockout.page, makes the answers.
SILENCED_SYSTEM_CHECKS = ["axes.W002"]
LOCKOUT_CLIENT = env_rate("LOCKOUT_CLIENT", "5/15m")
LOCKOUT_ACCOUNT = env_rate("LOCKOUT_ACCOUNT", "50/h")
LOCKOUT_KNOWN_DAYS = env_int("LOCKOUT_KNOWN_DAYS", 30)
