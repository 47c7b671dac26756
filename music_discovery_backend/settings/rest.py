"""The REST API: framework, schema, CORS and rate limits."""

from corsheaders.defaults import default_headers

from music_discovery_backend.env import env_bool, env_int, env_list, env_rate

# --- REST ----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "users.authentication.RevocableJWTAuthentication",
        "users.service_keys.authentication.ServiceKeyAuthentication",
    ],
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
# Where answers to requests with an Idempotency-Key are kept.
IDEMPOTENCY_STORE = "users.answered.AnswerStore"
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
        "VerdictWord": ["accepted", "duplicate", "rejected"],
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
CORS_PREFLIGHT_MAX_AGE = 86_400  # a day; browsers keep it for two hours at most
CORS_ALLOW_HEADERS = [
    *default_headers,
    "accept-language",
    "content-encoding",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "x-request-id",
]
CORS_EXPOSE_HEADERS = [
    "Allow",
    "Content-Disposition",
    "ETag",
    "Idempotency-Replayed",
    "Location",
    "Retry-After",
    "WWW-Authenticate",
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
    "account": env_rate("RATELIMIT_ACCOUNT", "60/m"),
    "password_reset": env_rate("RATELIMIT_PASSWORD_RESET", "5/m"),
    "token": env_rate("RATELIMIT_TOKEN", "10/m"),
    "recommendations": env_rate("RATELIMIT_RECOMMENDATIONS", "30/m"),
    "refresh": env_rate("RATELIMIT_REFRESH", "5/m"),
    "activity": env_rate("RATELIMIT_ACTIVITY", "120/m"),
    "analytics": env_rate("RATELIMIT_ANALYTICS", "30/m"),
    "export": env_rate("RATELIMIT_EXPORT", "5/h"),
}
