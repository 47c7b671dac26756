"""The log of refreshes: asked for, claimed, finished. Claims are conditional updates."""

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from common import tallies
from common.trace import current_request_id
from recommendations.models import RecommendationLog, Status, Trigger
from recommendations.types import RefreshRequest, Taste

LEASE = timedelta(minutes=6)  # longer than a task's time limit
GIVEN_UP_AFTER = timedelta(hours=1)
KEPT_FOR = timedelta(days=90)
# The tally of refreshes that ended, by trigger and outcome.
TALLY = "refreshes"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, and when it was there."""

    request: RefreshRequest
    at: datetime


_OPEN = Q(status__in=[Status.PENDING, Status.RUNNING])


def open_log(user_id: int, trigger: Trigger, request: RefreshRequest) -> RecommendationLog | None:
    """Write down a new request, or None if an equal one is open already.

    Raises IntegrityError if there is no such user.
    """
    parameters = asdict(request)
    log = RecommendationLog(
        user_id=user_id,
        trigger=trigger,
        parameters=parameters,
        request_key=_key_of(parameters),
        request_id=current_request_id(),
    )
    # One insert decides; the partial unique index lets one open request through.
    RecommendationLog.objects.bulk_create([log], ignore_conflicts=True)
    return RecommendationLog.objects.filter(task_id=log.task_id).first()


def open_twin(user_id: int, request: RefreshRequest) -> RecommendationLog | None:
    """The open request that equals this one, if it is still open."""
    twins = RecommendationLog.objects.filter(_OPEN, user_id=user_id)
    return twins.filter(request_key=_key_of(asdict(request))).first()


def claim(log_id: int) -> RecommendationLog | None:
    """Take the right to run a refresh, or None if it is done or someone else runs it."""
    now = timezone.now()
    free = Q(status=Status.PENDING) | Q(status=Status.RUNNING, claimed_until__lt=now)
    mine = RecommendationLog.objects.filter(free, pk=log_id)
    if not mine.update(status=Status.RUNNING, claimed_until=now + LEASE):
        return None
    return RecommendationLog.objects.get(pk=log_id)


def requested(log: RecommendationLog) -> RefreshRequest:
    """What the logged request asks for."""
    seeds = tuple(Taste(**seed) for seed in log.parameters["seeds"])
    return RefreshRequest(depth=log.parameters["depth"], seeds=seeds)


def last_asked(user_ids: Sequence[int], *, since: datetime) -> dict[int, Asked]:
    """What each of the users last asked for on demand and got, if that was done ``since`` then."""
    rows = RecommendationLog.objects.filter(
        user_id__in=user_ids, trigger=Trigger.ON_DEMAND, status=Status.SUCCESS
    )
    latest = rows.order_by("user_id", "-id").distinct("user_id")
    return {
        log.user_id: Asked(requested(log), log.finished_at)
        for log in latest
        if log.finished_at is not None and log.finished_at >= since
    }


def succeed(log: RecommendationLog, *, count: int, source: str, began: datetime) -> None:
    """The refresh made a list of ``count`` tracks."""
    _finish(log, began, status=Status.SUCCESS, count=count, source=source)


def fail(log: RecommendationLog, *, error: str, began: datetime) -> None:
    """The refresh made nothing; ``error`` is for the user's eyes too."""
    _finish(log, began, status=Status.ERROR, error=error[:300])


def note(user_id: int, trigger: Trigger, *, count: int, source: str, began: datetime) -> None:
    """Log a refresh that ran at once, without having been asked for.

    Nothing is logged of a user who was erased since.
    """
    now = timezone.now()
    tallies.add(TALLY, {(trigger, Status.SUCCESS): 1})
    with contextlib.suppress(IntegrityError):
        RecommendationLog.objects.create(
            user_id=user_id,
            trigger=trigger,
            status=Status.SUCCESS,
            request_key="",
            request_id=current_request_id(),
            count=count,
            source=source,
            finished_at=now,
            duration_ms=_milliseconds(began, now),
        )


def unfinished(now: datetime, *, waiting: timedelta, limit: int) -> list[int]:
    """Ids of requests that nobody runs: not taken up for ``waiting``, or left by a dead worker."""
    left = Q(status=Status.PENDING, created_at__lt=now - waiting)
    left |= Q(status=Status.RUNNING, claimed_until__lt=now)
    rows = RecommendationLog.objects.filter(left, created_at__gte=now - GIVEN_UP_AFTER)
    return list(rows.order_by("id").values_list("id", flat=True)[:limit])


def give_up(now: datetime) -> int:
    """End the requests that nobody managed to run; how many."""
    overdue = RecommendationLog.objects.filter(_OPEN, created_at__lt=now - GIVEN_UP_AFTER)
    abandoned = overdue.filter(Q(claimed_until=None) | Q(claimed_until__lt=now))
    return abandoned.update(
        status=Status.ERROR, error="The refresh was abandoned.", finished_at=now
    )


def purge(now: datetime) -> int:
    """Delete log rows past their time; how many."""
    return RecommendationLog.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]


def _finish(log: RecommendationLog, began: datetime, **outcome: Any) -> None:
    now = timezone.now()
    tallies.add(TALLY, {(log.trigger, outcome["status"]): 1})
    RecommendationLog.objects.filter(pk=log.pk).update(
        finished_at=now, duration_ms=_milliseconds(began, now), **outcome
    )


def _milliseconds(began: datetime, ended: datetime) -> int:
    return max(0, round((ended - began) / timedelta(milliseconds=1)))


def _key_of(parameters: Mapping[str, Any]) -> str:
    text = json.dumps(parameters, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
