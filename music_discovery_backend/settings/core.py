"""What the project is made of: applications, middleware, templates, language, static files."""

from pathlib import Path

from music_discovery_backend.env import env_bool

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# --- Applications --------------------------------------------------------------------------------

INSTALLED_APPS = [
    # Before the admin, whose templates and site these replace.
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "rest_framework_simplejwt.token_blacklist",
    "axes",
    "rest_framework_api_key",  # for its abstract model; its own table stays empty
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_celery_beat",
    "users",
    "analytics",
    "recommendations",
    "music_discovery_backend.admin_site",  # after those whose pages it puts in order
]

MIDDLEWARE = [
    "common.request_id.RequestIdMiddleware",
    "common.language.LanguageMiddleware",
    "common.refusals.RefusalMiddleware",
    "music_discovery_backend.health.HealthMiddleware",
    "common.access_log.AccessLogMiddleware",
    "common.ratelimit.RateLimitHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "common.cors.CorsWhereAsked",
    "recommendations.fast_read.FastReadMiddleware",
    "music_discovery_backend.content_policy.ContentPolicyMiddleware",
    "common.caching.CachingMiddleware",
    "common.options.OptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "users.lockout.page.LockedPageMiddleware",
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

# --- Language, time, static files ----------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("hi", "हिन्दी"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["music_discovery_backend.formats"]
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
