"""Recording a batch: every event gets a verdict, none takes its neighbours down."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from analytics.ingestion import errors
from analytics.ingestion.storing import Inserted, compare, insert
from analytics.ingestion.validation import Caller, validated
from analytics.metrics import count_verdicts
from analytics.models import UserActivity
from analytics.signals import activity_recorded
from analytics.types import Verdict
from common.errors import DomainError

MAX_EVENTS = 1000


def record_events(raw_events: Sequence[Any], caller: Caller) -> list[Verdict]:
    """Store the valid and new ones of the events; return one verdict for each, in order.

    An event that the same user sent before under the same ``event_id`` is a duplicate if its
    content is equal, else it is rejected as reused. What is returned as accepted has committed.
    Raises BatchTooLarge, EmptyBatch.
    """
    if not raw_events:
        raise errors.EmptyBatch
    if len(raw_events) > MAX_EVENTS:
        raise errors.BatchTooLarge(
            gettext("At most %(most)d events at once.") % {"most": MAX_EVENTS}
        )
    batch = _Batch(raw_events, caller)
    try:
        batch.store()
    except IntegrityError:
        # A user or a recommendation vanished between its check and the insert. Now both see so.
        batch.store()
    verdicts = [batch.verdicts[position] for position in range(len(raw_events))]
    count_verdicts(verdicts)
    return verdicts


class _Batch:
    """The events of one request on their way to verdicts."""

    def __init__(self, raw_events: Sequence[Any], caller: Caller) -> None:
        self.verdicts: dict[int, Verdict] = {}
        self._events: dict[int, dict[str, Any]] = {}
        now = datetime.now(UTC)
        for position, raw in enumerate(raw_events):
            try:
                self._events[position] = validated(raw, caller, now) | {"position": position}
            except DomainError as error:
                self._reject(position, error)

    def store(self) -> None:
        """Insert and judge in one transaction; tell others once it has committed."""
        if not self._events:
            return
        with transaction.atomic():
            self._judge(insert(list(self._events.values())))
            if accepted := self._accepted_users():
                news = partial(activity_recorded.send, sender=UserActivity, user_ids=accepted)
                transaction.on_commit(news)

    def _judge(self, inserted: list[Inserted]) -> None:
        taken = []
        for row in inserted:
            if row.id is not None:
                self.verdicts[row.position] = Verdict(row.position, "accepted", row.id)
            elif not row.user_known:
                self._reject(row.position, errors.UnknownUser())
            elif not row.recommendation_known:
                self._reject(row.position, errors.UnknownRecommendation())
            else:
                taken.append(row.position)
        if taken:
            self._judge_taken(taken)

    def _judge_taken(self, positions: list[int]) -> None:
        """Events whose id is taken: a second statement sees also what another just committed."""
        known = compare([self._events[position] for position in positions])
        for position in positions:
            event, same = known.get(position, (None, False))
            if same:
                self.verdicts[position] = Verdict(position, "duplicate", event)
            else:
                gone = event is None
                self._reject(position, errors.EventGone() if gone else errors.EventIdReused())

    def _accepted_users(self) -> frozenset[int]:
        return frozenset(
            self._events[verdict.index]["user_id"]
            for verdict in self.verdicts.values()
            if verdict.status == "accepted"
        )

    def _reject(self, position: int, error: DomainError) -> None:
        self.verdicts[position] = Verdict(position, "rejected", error=error)
