"""Secrets, hosts, cookies and TLS."""

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE

from music_discovery_backend.env import (
    env_bool,
    env_int,
    env_list,
    env_networks,
    env_secret,
    env_secrets,
)

DEBUG = env_bool("DEBUG", False)
# As many characters as RFC 7518 wants bytes for HS256, with which tokens are signed.
SHORTEST_KEY = 32
SECRET_KEY = env_secret(
    "SECRET_KEY", fallback="only-for-debug-" + "x" * 50 if DEBUG else None, least=SHORTEST_KEY
)
# Keys whose signatures are believed though they sign nothing: the one before, or the next.
SECRET_KEY_FALLBACKS = env_secrets("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

# TLS ends at Nginx, which is the only one to set this header (see nginx.conf).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
HTTPS_ONLY = env_bool("HTTPS_ONLY", False)
SECURE_SSL_REDIRECT = HTTPS_ONLY
SESSION_COOKIE_SECURE = HTTPS_ONLY
CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_HSTS_SECONDS = env_int("SECURE_HSTS_SECONDS", 31_536_000 if HTTPS_ONLY else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Requests from these networks may say in X-Forwarded-For whom they speak for.
TRUSTED_PROXIES = env_networks("TRUSTED_PROXIES")

# What Prometheus must show to be told the metrics; empty: nothing.
METRICS_TOKEN = env_secret("METRICS_TOKEN", fallback="")

# --- What pages may load, see content_policy.py --------------------------------------------------

# Every answer that is no page. nginx.conf has the same, for what it answers itself.
CONTENT_POLICY_OF_DATA = "default-src 'none'; frame-ancestors 'none'"
_OWN_FILES = {
    "default-src": [NONE],
    "script-src": [SELF],
    # Alpine, Swagger UI and ReDoc style elements as they go; styles cannot run anything.
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}
# By the beginning of the path, the first that fits.
CONTENT_POLICIES_OF_PAGES = {
    # Alpine, which unfold is built on, makes functions of the expressions in its templates. Its
    # templates bring no script of their own, so 'unsafe-inline' is not needed.
    "/admin/": _OWN_FILES | {"script-src": [SELF, UNSAFE_EVAL]},
    "/api/docs/": _OWN_FILES,
    "/api/redoc/": _OWN_FILES | {"worker-src": ["blob:"]},  # it searches in a worker
}
