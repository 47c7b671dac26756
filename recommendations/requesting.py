"""Refreshes that somebody asks for: written down first, run by a worker, none forgotten."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, InterfaceError, OperationalError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from common.errors import DomainError, UpstreamUnavailable
from recommendations import refresh_log, shelf
from recommendations.models import RecommendationLog, Trigger
from recommendations.refreshing import UserGone, refresh
from recommendations.types import RefreshRequest

logger = logging.getLogger(__name__)

# A background refresh may wait longer for a cold pool than a reader may.
PATIENCE = 30.0
# A request that no worker took up within this time is sent again.
_WAITING = timedelta(seconds=60)
_RESUME_AT_ONCE = 500


class RefreshBusy(UpstreamUnavailable):
    """Equal refreshes came and went faster than this one could join."""

    code = "refresh_busy"
    sentence = gettext_lazy("The list is being refreshed. Try again shortly.")


@dataclass(frozen=True, slots=True)
class Requested:
    """A refresh that is under way; ``new`` if this request began it."""

    log: RecommendationLog
    new: bool


def request_refresh(user_id: int, trigger: Trigger, request: RefreshRequest) -> Requested:
    """Write down that a refresh is wanted. An equal one that is open already is joined.

    The caller sends the task for a new one. Raises UserGone.
    """
    for _ in range(3):  # the twin may finish between the insert and the look
        try:
            log = refresh_log.open_log(user_id, trigger, request)
        except IntegrityError:
            raise UserGone from None
        if log is not None:
            return Requested(log, new=True)
        twin = refresh_log.open_twin(user_id, request)
        if twin is not None:
            return Requested(twin, new=False)
    raise RefreshBusy(retry_after=1)


def renew(user_id: int) -> Requested | None:
    """Ask for the refresh of a list that was found old; None if somebody has, or nobody can."""
    if not shelf.claim_asking(user_id):
        return None
    try:
        requested = request_refresh(user_id, Trigger.STALE_READ, RefreshRequest())
    except (OperationalError, InterfaceError) as error:
        logger.warning("The list of user %s stays old, the database is away: %s", user_id, error)
        return None
    return requested if requested.new else None


def run_refresh(log_id: int) -> bool:
    """Run a requested refresh and log its outcome; whether this call was the one to run it."""
    log = refresh_log.claim(log_id)
    if log is None:
        return False
    began = timezone.now()
    try:
        outcome = refresh(log.user_id, _asked_for(log), patience=PATIENCE)
    except DomainError as error:
        refresh_log.fail(log, error=error.message, began=began)
    else:
        size = outcome.rendered.size
        refresh_log.succeed(log, count=size, source=outcome.source, began=began)
    return True


def _asked_for(log: RecommendationLog) -> RefreshRequest | None:
    """Only what was asked for on demand is in place of what stands."""
    return refresh_log.requested(log) if log.trigger == Trigger.ON_DEMAND else None


def unfinished_refreshes() -> list[int]:
    """Ids of refreshes that must be sent again; ends those that nobody managed to run."""
    now = timezone.now()
    refresh_log.give_up(now)
    return refresh_log.unfinished(now, waiting=_WAITING, limit=_RESUME_AT_ONCE)
