"""Answering "what should I listen to": from the shelf, from PostgreSQL, or made on the spot.

An outage on one side makes answers older, never empty: without Redis PostgreSQL answers, without
PostgreSQL the shelf does.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from analytics import selectors as analytics
from analytics import services as analytics_services
from common.redis_client import RedisError
from recommendations import feedback, lists, reads, refresh_log, shelf
from recommendations.models import Trigger
from recommendations.refreshing import NothingToRecommend, refresh, rendered_rows
from recommendations.shelf import Shelf
from recommendations.unwelcome import left_of
from users import selectors as users

logger = logging.getLogger(__name__)

# How long a read may wait for a taste that nobody had before, in seconds.
PATIENCE = 4.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A body ready to send. ``stale`` asks for a refresh behind the reader's back.

    ``tag`` is its ETag where that was made with the list; ``shown`` is what analytics wants to know
    of the list.
    """

    body: bytes
    stale: bool
    tag: str | None = None
    shown: bytes = b""


def read_list(user_id: int, count: int, *, by_listener: bool) -> Reading:
    """The user's list, at most ``count`` items long; if the listener reads it, it counts as shown.

    Raises UserGone, NothingToRecommend if nothing at all can be served, and OperationalError if
    PostgreSQL is away and the shelf empty.
    """
    reading = _read(user_id, count)
    if by_listener and reading.shown:
        _note_view(user_id, count, reading.shown)
    return reading


def _read(user_id: int, count: int) -> Reading:
    found = _shelf(user_id, count)
    if found is not None and not found.outdated:
        reads.count("stale" if found.stale else "fresh")
        return from_shelf(found, count, stale=found.stale)
    try:
        stored = None if found else _stored(user_id, count)
        reading = stored or _made(user_id, count)
    except (OperationalError, InterfaceError):
        if found is None:
            raise
        logger.warning("The database is away: user %s gets an outdated list", user_id)
        reads.count("outdated")
        return from_shelf(found, count, stale=True)
    reads.count("stored" if stored else "made")
    return reading


def from_shelf(found: Shelf, count: int, *, stale: bool) -> Reading:
    """The answer that a shelf gives."""
    tag = found.tag(count=count, stale=stale)
    return Reading(found.answer(count=count, stale=stale), stale, tag, found.shown)


def _note_view(user_id: int, count: int, shown: bytes) -> None:
    now = timezone.now().timestamp()
    view = analytics_services.view_of(user_id, count, version=str(now))
    try:
        analytics_services.note_view(view, now, shown)
    except RedisError as error:
        logger.warning("A view of user %s is not noted, Redis is away: %s", user_id, error)


def _shelf(user_id: int, count: int) -> Shelf | None:
    try:
        return shelf.read(user_id, count)
    except RedisError as error:
        logger.warning("Redis is away, the database answers: %s", error)
        return None


def _stored(user_id: int, count: int, *, outdated_too: bool = False) -> Reading | None:
    """The list in PostgreSQL, put back on the shelf; by default only if it is not outdated.

    Of one that is outdated, what the user turned down since is left out, though nothing be left.
    """
    made_at = shelf.mark(user_id)
    rows = lists.present(user_id)
    if not rows:
        return None
    chosen_at = rows[0].chosen_at
    outdated = _is_outdated(user_id, chosen_at)
    if outdated and not outdated_too:
        return None
    if outdated:
        rows = left_of(user_id, rows, timezone.now())
    rendered = rendered_rows(user_id, rows, chosen_at)
    stale = outdated or rendered.fresh_until <= timezone.now()
    if not outdated:
        shelf.put(rendered, made_at)
    body = rendered.answer(count=count, source="database", stale=stale)
    return Reading(body, stale, shown=rendered.shown)


def _is_outdated(user_id: int, chosen_at: datetime) -> bool:
    """Whether the user has acted, spoken, or changed tastes, since the list was chosen."""
    profile = users.taste_profile(user_id)
    if profile is not None and profile.changed_at is not None and profile.changed_at > chosen_at:
        return True
    return analytics.acted_since(user_id, chosen_at) or feedback.changed_since(user_id, chosen_at)


def _made(user_id: int, count: int) -> Reading:
    """A list made on the spot, or the stored one where none can be made."""
    began = timezone.now()
    try:
        outcome = refresh(user_id, None, patience=PATIENCE)
    except NothingToRecommend:
        stored = _stored(user_id, count, outdated_too=True)
        if stored is None:
            raise
        return stored
    size = outcome.rendered.size
    refresh_log.note(user_id, Trigger.READ, count=size, source=outcome.source, began=began)
    body = outcome.rendered.answer(count=count, source=outcome.source, stale=False)
    return Reading(body, stale=False, shown=outcome.rendered.shown)
