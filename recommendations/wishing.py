"""Answering a read that asks for something else than the user's list: ranked in the request."""

import logging

from django.utils import timezone

from common.redis_client import RedisError
from recommendations import listeners, lists, pipeline, reels
from recommendations.reading import PATIENCE
from recommendations.refreshing import NothingToRecommend, UserGone
from recommendations.rendering import render
from recommendations.types import RefreshRequest, Wish

logger = logging.getLogger(__name__)


def read_wish(user_id: int, wish: Wish, count: int) -> bytes:
    """At most ``count`` items for the wish, best first; it can be gone on with for a while.

    Ranks what the pools hold; only a taste that nobody had before is fetched first. The list is
    empty when everything there is was excluded. Raises UserGone, and NothingToRecommend if
    nothing was ever fetched.
    """
    listener = listeners.load([user_id]).get(user_id)
    if listener is None:
        raise UserGone
    request = RefreshRequest(seeds=wish.tastes)
    drawn = pipeline.draw(listener.profile, request, patience=PATIENCE)
    now = timezone.now()
    if not drawn.candidates:
        raise NothingToRecommend(retry_after=30)
    ranked = pipeline.choose_for(listener, drawn, wish, count=count)
    rows = lists.unstored(user_id, ranked, now)
    reel = reels.of_list(ranked, wish)
    rendered = render(user_id, rows, reel, generated_at=now, fresh_until=now)
    try:
        reels.keep(user_id, rendered.version, reel)
    except RedisError as error:
        logger.warning("A list of user %s cannot be gone on with: %s", user_id, error)
    source = "pools" if drawn.personal else "popular"
    return rendered.answer(count=count, source=source, stale=False)
