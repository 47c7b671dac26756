"""What may be done here. Views, tasks and the admin call these, one call each."""

import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import Literal

from django.db import transaction
from django.utils import timezone

from analytics import selectors as analytics
from common.redis_client import RedisError
from recommendations import feedback, lists, pipeline, pool, refresh_log, shelf, tracks
from recommendations.alike import similar_tracks
from recommendations.company import similar_listeners
from recommendations.experiments import end as end_experiment
from recommendations.experiments import start as start_experiment
from recommendations.models import Feedback, Trigger
from recommendations.operating import close_circuit, drop_pool, outdate_pool
from recommendations.paging import read_more
from recommendations.popular import popular
from recommendations.reading import Reading, read_list
from recommendations.refreshing import UserGone, refresh_all
from recommendations.requesting import (
    PATIENCE,
    renew,
    request_refresh,
    run_refresh,
    unfinished_refreshes,
)
from recommendations.signals import feedback_given
from recommendations.similarity import reception
from recommendations.similarity.versions import VersionNotKept
from recommendations.similarity.versions import activate as activate_similarity
from recommendations.similarity.versions import roll_back as roll_back_similarity
from recommendations.tastes import to_choose_from
from recommendations.types import RefreshRequest, Target
from recommendations.wishing import read_wish
from users import selectors as users

logger = logging.getLogger(__name__)

__all__ = [
    "ACTIVE_FOR",
    "Reading",
    "Trigger",
    "VersionNotKept",
    "activate_similarity",
    "active_users",
    "close_circuit",
    "drop_pool",
    "end_experiment",
    "forget_user",
    "give_feedback",
    "outdate_lists",
    "outdate_pool",
    "popular",
    "purge_expired",
    "read_list",
    "read_more",
    "read_wish",
    "refill_pool",
    "refresh_users",
    "renew",
    "request_refresh",
    "roll_back_similarity",
    "run_refresh",
    "similar_listeners",
    "similar_tracks",
    "stale_pools",
    "start_experiment",
    "to_choose_from",
    "train_similarity",
    "unfinished_refreshes",
    "warm_tastes",
]

# Who was here within this time gets an hourly list, and keeps pools wanted.
ACTIVE_FOR = timedelta(days=30)
_REFILL_AT_ONCE = 100
# What is known of so many users is held in memory at once, and is at most seconds old.
_REFRESH_AT_ONCE = 50


def refresh_users(user_ids: Sequence[int], trigger: Trigger) -> int:
    """Make the lists of these users anew; how many were made.

    A user who is gone, who has a newer list, or for whom there is nothing yet, is passed over.
    """
    starts = range(0, len(user_ids), _REFRESH_AT_ONCE)
    return sum(refresh_all(user_ids[at : at + _REFRESH_AT_ONCE], trigger) for at in starts)


def active_users() -> list[int]:
    """Ids of users with activity in the last 30 days, or who signed up since."""
    since = timezone.now() - ACTIVE_FOR
    return sorted({*analytics.active_user_ids(since=since), *users.joined_since(since)})


def warm_tastes(user_id: int) -> None:
    """Fill the pools of a user's tastes where they are cold, then make the list.

    Raises UserGone.
    """
    profile = users.taste_profile(user_id)
    if profile is None:
        raise UserGone
    pool.ensure(pipeline.tastes_of(profile, RefreshRequest(), timezone.now()), patience=PATIENCE)
    refresh_users([user_id], Trigger.TASTES)


def stale_pools() -> list[int]:
    """Ids of the stale pools that active users' tastes need, most wanted first."""
    now = timezone.now()
    return pool.stale_pools(now=now, wanted_since=now - ACTIVE_FOR, limit=_REFILL_AT_ONCE)


def refill_pool(pool_id: int) -> bool:
    """Refill one pool if it is still stale; whether its content was renewed."""
    return pool.refill(pool_id, stale_at=timezone.now())


def outdate_lists(user_ids: Iterable[int]) -> list[int]:
    """The users did something: their next list must know. Whom to re-rank ahead of that.

    Without Redis each is given an open refresh, which runs soon after Redis is back: its old lists
    may come back with it.
    """
    marked = list(user_ids)
    try:
        return shelf.outdate(marked)
    except RedisError as error:
        logger.warning("The lists of %s users were not marked: %s", len(marked), error)
    for user_id in marked:
        request_refresh(user_id, Trigger.ACTIVITY, RefreshRequest())
    return []


def give_feedback(user_id: int, action: str, target: Target) -> bool:
    """Make ``action`` the user's last word on a track or an artist; whether that is news.

    News goes out after commit: the next list knows. Raises UserGone and UnknownTrack.
    """
    with transaction.atomic():
        lists.lock(user_id)
        if not users.hold(user_id):
            raise UserGone
        changed = feedback.say(user_id, action, target)
        if changed:
            news = partial(feedback_given.send, sender=Feedback, user_ids=frozenset({user_id}))
            transaction.on_commit(news)
    return changed


def train_similarity(kind: Literal["track", "artist"], *, spark_master: str = "") -> str:
    """Learn from all activity which items of a kind go together; how it went, in a sentence.

    On the Apache Spark at ``spark_master``, if one is named.
    """
    # Only here, so that processes that never train do not load what training calculates with.
    from recommendations.similarity.training import train

    return train(kind, spark_master=spark_master).sentence


def learn_reception() -> int:
    """Learn from all activity how well each track is taken here; of how many that changed."""
    return reception.learn()


def forget_user(user_id: int) -> None:
    """Drop what Redis holds of an erased user."""
    shelf.drop(user_id)


def purge_expired() -> dict[str, int]:
    """Delete what may be kept no longer; how many rows of each kind."""
    now = timezone.now()
    return {
        "recommendations": lists.purge(now),
        "tracks": tracks.purge(now),
        "pools": pool.purge(unwanted_since=now - ACTIVE_FOR),
        "logs": refresh_log.purge(now),
        "feedback": feedback.purge(now),
    }
