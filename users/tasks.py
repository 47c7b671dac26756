"""Background work on accounts."""

from celery import shared_task
from django.db import InterfaceError, OperationalError

from users import services

# A mail server (its errors are OSErrors, too) or PostgreSQL away is worth waiting for; anything
# else is a bug and is not tried again.
_RETRY = {
    "autoretry_for": (OSError, OperationalError, InterfaceError),
    "retry_backoff": 5,
    "retry_backoff_max": 300,
    "retry_jitter": True,
    "max_retries": 8,
}


@shared_task(**_RETRY)
def mail_password_link(*, address: str) -> None:
    """Mail a link to a new password to whoever has this address.

    Not an id, as elsewhere: were the account looked up before, the time it takes would tell
    whether there is one.
    """
    services.mail_password_link(address)


@shared_task(**_RETRY)
def mail_password_notice(*, user_id: int) -> None:
    """Tell a user that the password was changed."""
    services.mail_password_notice(user_id)


@shared_task(**_RETRY)
def mail_address_notice(*, user_id: int, old_address: str) -> None:
    """Tell a user, at the old address, that there is a new one."""
    services.mail_address_notice(user_id, old_address)


@shared_task
def finish_erasures() -> None:
    """Do what is left of erasures; what fails again, the next run tries."""
    services.finish_erasures()


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
