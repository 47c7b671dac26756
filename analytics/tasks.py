"""Background work. Each task is one call; each may run twice or in two workers at once."""

from celery import shared_task

from analytics import services

# Well below the time limit, so that a backlog is worked off over several runs.
_SECONDS = 60


@shared_task(name="analytics.tasks.roll_up", time_limit=180, expires=30)
def roll_up() -> None:
    """Count what came in."""
    services.roll_up(_SECONDS)


@shared_task(name="analytics.tasks.self_check", time_limit=1800)
def self_check() -> None:
    """Recount a random 1 % and compare."""
    services.self_check()
