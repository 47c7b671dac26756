"""PostgreSQL, Redis and Celery."""

from urllib.parse import quote

from redis.backoff import NoBackoff
from redis.retry import Retry

from music_discovery_backend.env import env_int, env_secret, env_str, env_url
from music_discovery_backend.schedule import beat_schedule
from music_discovery_backend.settings.security import DEBUG

# --- PostgreSQL ----------------------------------------------------------------------------------

# A machine that is gone without a word: nothing that was sent is acknowledged for so long.
_SILENCE = env_int("POSTGRES_SILENCE_SECONDS", 30, least=6, most=3600)
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
        "OPTIONS": {
            "connect_timeout": 3,
            "tcp_user_timeout": 1000 * _SILENCE,
            # While nothing is sent, as while an answer is awaited, the kernel asks.
            "keepalives_idle": _SILENCE // 2,
            "keepalives_interval": _SILENCE // 6,
            "keepalives_count": 3,
        },
    }
}
# What one statement of a request may take, and wait for a lock; 0: any time. See common.patience.
POSTGRES_STATEMENT_SECONDS = env_int("POSTGRES_STATEMENT_SECONDS", 20, most=3600)
POSTGRES_LOCK_SECONDS = env_int("POSTGRES_LOCK_SECONDS", 10, most=3600)

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
# Training takes minutes and much memory: a queue of its own, and a process that used more than this
# (in KiB) ends with its task, so that the memory goes back.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 256 * 1024
CELERY_TASK_ROUTES = {
    "recommendations.tasks.train_similarity": {"queue": "training"},
    "recommendations.tasks.learn_reception": {"queue": "training"},
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # longer than any task may run
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 0,  # by default a sender tries for six seconds before it gives up
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "music_discovery_backend.scheduler:EditableScheduler"
CELERY_BEAT_SCHEDULE = beat_schedule()
