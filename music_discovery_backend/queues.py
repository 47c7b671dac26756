"""The task queues at the broker, looked at from outside."""

from django.conf import settings
from redis import Redis

_TIMEOUT = 1.0  # seconds


def queue_names() -> list[str]:
    """Celery's own queue, and those that tasks are routed to."""
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    return ["celery", *sorted(routed)]


def queue_lengths() -> dict[str, int]:
    """Queue to how many tasks wait in it for a worker. Raises RedisError when Redis is away."""
    with Redis.from_url(
        settings.CELERY_BROKER_URL, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT
    ) as broker:
        pipe = broker.pipeline(transaction=False)
        for name in queue_names():
            pipe.llen(name)
        return dict(zip(queue_names(), pipe.execute(), strict=True))
