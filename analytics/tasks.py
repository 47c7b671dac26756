"""Background work. Each task is one call; each may run twice or in two workers at once."""

from celery import shared_task

from analytics import services

# Well below the time limit, so that a backlog is worked off over several runs.
_SECONDS = 60


@shared_task(name="analytics.tasks.roll_up", soft_time_limit=150, time_limit=180, expires=30)
def roll_up() -> None:
    """Count what came in."""
    services.roll_up(_SECONDS)


@shared_task(name="analytics.tasks.record_views", soft_time_limit=50, time_limit=60, expires=10)
def record_views() -> None:
    """Store which recommendations were shown."""
    services.record_views()


@shared_task(name="analytics.tasks.self_check", time_limit=840)
def self_check() -> None:
    """Recount a random 1 % and compare."""
    services.self_check()


@shared_task(name="analytics.tasks.import_history", time_limit=840)
def import_history(*, job_id: int) -> None:
    """Work one uploaded history off."""
    services.run_import(job_id)


@shared_task(name="analytics.tasks.resume_imports", expires=60)
def resume_imports() -> None:
    """Send again the imports that nobody works on."""
    for job_id in services.open_imports():
        import_history.delay(job_id=job_id)
