"""Logging: everything to standard error, one line each."""

from music_discovery_backend.env import env_choice
from music_discovery_backend.settings.security import DEBUG

LOG_LEVEL = env_choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOG_FORMAT = env_choice("LOG_FORMAT", "LINE" if DEBUG else "JSON", ("JSON", "LINE"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"trace": {"()": "common.logs.TraceFilter"}},
    "formatters": {
        "json": {"()": "common.logs.JsonLines"},
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT.lower(),
            "filters": ["trace"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Gunicorn gives its logger a handler of its own, and another form.
        "gunicorn.error": {"handlers": ["console"], "propagate": False},
    },
}
