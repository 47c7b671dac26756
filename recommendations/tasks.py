"""Background work. Each task takes ids, makes one service call and may run twice."""

import logging
import random
from typing import Literal

from celery import shared_task
from django.db import InterfaceError, OperationalError

from recommendations import services

logger = logging.getLogger(__name__)

_CHUNK = 200  # users per task: seconds of work, so that a killed worker loses little
_SPREAD = 120  # seconds over which the hourly chunks begin

# PostgreSQL away is worth waiting for; anything else is a bug and is not tried again.
_RETRY = {
    "autoretry_for": (OperationalError, InterfaceError),
    "retry_backoff": 5,
    "retry_backoff_max": 300,
    "retry_jitter": True,
    "max_retries": 8,
}


@shared_task(**_RETRY)
def run_refresh(*, log_id: int) -> None:
    """Run one requested refresh."""
    services.run_refresh(log_id)


@shared_task(**_RETRY)
def warm_tastes(*, user_id: int) -> None:
    """Fill the cold pools of a user's tastes, then make the user's list."""
    services.warm_tastes(user_id)


@shared_task(**_RETRY)
def rerank_users(*, user_ids: list[int]) -> None:
    """Make the lists of users who did something, before they ask."""
    services.refresh_users(user_ids, services.Trigger.ACTIVITY)


@shared_task(**_RETRY)
def refresh_chunk(*, user_ids: list[int]) -> None:
    """Make the hourly lists of some users."""
    services.refresh_users(user_ids, services.Trigger.HOURLY)


@shared_task(**_RETRY)
def refresh_active_users() -> None:
    """Send the hourly refresh of everyone active, in chunks that do not all begin at once."""
    user_ids = services.active_users()
    for start in range(0, len(user_ids), _CHUNK):
        refresh_chunk.apply_async(
            kwargs={"user_ids": user_ids[start : start + _CHUNK]},
            countdown=random.uniform(0, _SPREAD),  # noqa: S311 - jitter, not a secret
        )


@shared_task(**_RETRY)
def refill_stale_pools() -> None:
    """Send the refill of each stale pool that somebody needs."""
    for pool_id in services.stale_pools():
        refill_pool.delay(pool_id=pool_id)


@shared_task(**_RETRY)
def refill_pool(*, pool_id: int) -> None:
    """Refill one pool."""
    services.refill_pool(pool_id)


@shared_task(**_RETRY)
def resume_refreshes() -> None:
    """Send again the refreshes that no worker took up or finished."""
    for log_id in services.unfinished_refreshes():
        run_refresh.delay(log_id=log_id)


@shared_task(**_RETRY, soft_time_limit=820, time_limit=850)  # below the visibility time-out
def train_similarity(*, kind: Literal["track", "artist"]) -> None:
    """Learn which tracks, or which artists, go together."""
    logger.info(services.train_similarity(kind))


@shared_task(**_RETRY, soft_time_limit=820, time_limit=850)
def learn_reception() -> None:
    """Learn how well each track is taken here."""
    logger.info("The reception of %d tracks changed.", services.learn_reception())


@shared_task(**_RETRY)
def purge_expired() -> None:
    """Delete what may be kept no longer."""
    services.purge_expired()
