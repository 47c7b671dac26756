"""Background work on accounts."""

from celery import shared_task

from users import services


@shared_task
def purge_expired_tokens() -> None:
    """Forget refresh tokens that expired; what one run misses, the next day's takes."""
    services.purge_expired_tokens()


@shared_task
def purge_answers() -> None:
    """Forget answers that nobody may ask for again; what one run misses, the next hour's takes."""
    services.purge_answers()


@shared_task
def purge_log_in_records() -> None:
    """Forget log-ins too old to matter; what one run misses, the next day's takes."""
    services.purge_log_in_records()
