"""All settings, read from the environment; ``.env.example`` explains each variable."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from redis.backoff import NoBackoff
from redis.retry import Retry

from music_discovery_backend.env import (
    BadSetting,
    env_bool,
    env_choice,
    env_int,
    env_list,
    env_networks,
    env_rate,
    env_secret,
    env_str,
    env_url,
    load_env_file,
)
from music_discovery_backend.schedule import beat_schedule

BASE_DIR = Path(__file__).resolve().parent.parent

load_env_file()

# --- Security ------------------------------------------------------------------------------------

DEBUG = env_bool("DEBUG", False)
SECRET_KEY = env_secret("SECRET_KEY", fallback="only-for-debug-" + "x" * 50 if DEBUG else None)
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

# --- Applications --------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "rest_framework_simplejwt.token_blacklist",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_celery_beat",
    "users",
    "analytics",
    "recommendations",
]

MIDDLEWARE = [
    "common.request_id.RequestIdMiddleware",
    "common.unread_body.UnreadBodyMiddleware",
    "music_discovery_backend.health.HealthMiddleware",
    "common.ratelimit.RateLimitHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "recommendations.fast_read.FastReadMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "music_discovery_backend.urls"
WSGI_APPLICATION = "music_discovery_backend.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "music_discovery_backend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- PostgreSQL ----------------------------------------------------------------------------------

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": env_str("POSTGRES_DB", "music_discovery"),
        "USER": env_str("POSTGRES_USER", "music_discovery"),
        "PASSWORD": env_secret("POSTGRES_PASSWORD", fallback="" if DEBUG else None),
        "HOST": env_str("POSTGRES_HOST", "127.0.0.1"),
        "PORT": env_int("POSTGRES_PORT", 5432, least=1, most=65535),
        "CONN_MAX_AGE": env_int("POSTGRES_CONN_MAX_AGE", 600),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3},
    }
}

# --- Redis: cache, limits, Spotify's shared state ------------------------------------------------

REDIS_HOST = env_str("REDIS_HOST", "127.0.0.1")
REDIS_PORT = env_int("REDIS_PORT", 6379, least=1, most=65535)
REDIS_PASSWORD = env_secret("REDIS_PASSWORD", fallback="")
_LOG_IN = f":{quote(REDIS_PASSWORD, safe='')}@" if REDIS_PASSWORD else ""
_REDIS = f"redis://{_LOG_IN}{REDIS_HOST}:{REDIS_PORT}"
REDIS_URL = env_url("REDIS_URL", f"{_REDIS}/0", schemes=("redis", "rediss"))

CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "music",
        "TIMEOUT": 3600,  # no cache key without an end
        "OPTIONS": {
            # Redis is near; when it is away, requests must not wait for it.
            "SOCKET_CONNECT_TIMEOUT": 0.5,
            "SOCKET_TIMEOUT": 1,
            "IGNORE_EXCEPTIONS": True,
            # One repeat, at once: enough for a connection that had gone stale.
            "CONNECTION_POOL_KWARGS": {"retry": Retry(NoBackoff(), 1)},
        },
    }
}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

# --- Celery --------------------------------------------------------------------------------------

CELERY_BROKER_URL = env_url("CELERY_BROKER_URL", f"{_REDIS}/1", schemes=("redis", "rediss"))
CELERY_TASK_IGNORE_RESULT = True  # outcomes live in the refresh log
CELERY_TASK_ACKS_LATE = True  # a task whose worker died runs again: every task can run twice
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_PUBLISH_RETRY = False  # a request does not wait for a broker that is away
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Training takes minutes and much memory: a queue of its own, for a worker with one process.
CELERY_TASK_ROUTES = {"recommendations.tasks.train_similarity": {"queue": "training"}}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # longer than any task may run
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 0,  # by default a sender tries for six seconds before it gives up
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = beat_schedule()

# --- Users and tokens ----------------------------------------------------------------------------

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

SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=env_int("JWT_ACCESS_MINUTES", 10, least=1)),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=env_int("JWT_REFRESH_DAYS", 14, least=1)),
    "ROTATE_REFRESH_TOKENS": True,
    "BLACKLIST_AFTER_ROTATION": True,
    "SIGNING_KEY": env_secret("JWT_SIGNING_KEY", fallback=SECRET_KEY),
    # A token dies with the password that it was given for.
    "CHECK_REVOKE_TOKEN": True,
}

# --- REST ----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["users.authentication.RevocableJWTAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["common.ratelimit.GroupThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["common.parsers.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "common.pagination.KeysetPagination",
    "EXCEPTION_HANDLER": "common.exception_handler.exception_handler",
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "common.negotiation.Negotiation",
    "DEFAULT_SCHEMA_CLASS": "common.schema.Schema",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DATA_UPLOAD_MAX_MEMORY_SIZE = env_int("MAX_BODY_BYTES", 6 * 1024 * 1024, least=1024)

SPECTACULAR_SETTINGS = {
    "TITLE": "Music Discovery API",
    "DESCRIPTION": "Recommendations that learn from what is played, liked and skipped.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "DEFAULT_GENERATOR_CLASS": "music_discovery_backend.openapi.Generator",
    "SCHEMA_PATH_PREFIX": "/api",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ActivityAction": "analytics.models.UserActivity.Action",
        "FeedbackAction": "recommendations.models.Feedback.Action",
        "Progress": "recommendations.models.Status",
        "Verdict": ["accepted", "duplicate", "rejected"],
    },
    "PATH_CONVERTER_OVERRIDES": {
        "user_ref": {"type": "string", "pattern": "^(me|[0-9]{1,18})$"},
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

CORS_ALLOWED_ORIGINS = env_list("CORS_ALLOWED_ORIGINS")
CORS_URLS_REGEX = r"^/api/"
CORS_EXPOSE_HEADERS = [
    "Location",
    "Retry-After",
    "X-Request-ID",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
]

# --- Rate limits: group -> rate, see common/ratelimit.py -----------------------------------------

RATELIMIT_ENABLE = env_bool("RATELIMIT_ENABLE", True)
RATELIMIT_FAIL_OPEN = True  # an outage of Redis must not become one of the API
RATELIMIT_RATES = {
    "signup": env_rate("RATELIMIT_SIGNUP", "10/m"),
    "token": env_rate("RATELIMIT_TOKEN", "10/m"),
    "recommendations": env_rate("RATELIMIT_RECOMMENDATIONS", "30/m"),
    "refresh": env_rate("RATELIMIT_REFRESH", "5/m"),
    "activity": env_rate("RATELIMIT_ACTIVITY", "120/m"),
    "analytics": env_rate("RATELIMIT_ANALYTICS", "30/m"),
}

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

# --- Recommendations -----------------------------------------------------------------------------

RECOMMENDATION_CACHE_TTL = env_int("RECOMMENDATION_CACHE_TTL", 3600, least=1)  # seconds

# --- Language, time, static files ----------------------------------------------------------------

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
# With a hash of the content in each name, which needs collectstatic first, browsers may keep files
# for ever.
_HASHED = "Manifest" if env_bool("STATIC_HASHED", False) else ""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": f"django.contrib.staticfiles.storage.{_HASHED}StaticFilesStorage",
    },
}

# --- Logging -------------------------------------------------------------------------------------

LOG_LEVEL = env_choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "common.request_id.RequestIdFilter"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
