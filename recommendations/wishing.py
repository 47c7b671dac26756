"""Answering a read that asks for something else than the user's list: ranked in the request."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from common.redis_client import RedisError
from recommendations import listeners, lists, pipeline, pool, reels
from recommendations.pipeline import Draw
from recommendations.reading import PATIENCE
from recommendations.refreshing import NothingToRecommend, UserGone
from recommendations.rendering import render
from recommendations.tastes import is_known
from recommendations.types import EVERYONE, RefreshRequest, Taste, Wish
from users.types import TasteProfile

logger = logging.getLogger(__name__)


def read_wish(user_id: int, wish: Wish, count: int) -> bytes:
    """At most ``count`` items for the wish, best first; it can be gone on with for a while.

    Ranks what the pools hold; only a taste that nobody had before is fetched first, if it is one
    to fetch (see ``draw``). The list is empty when everything there is was excluded. Raises
    UserGone, and NothingToRecommend if nothing was ever fetched.
    """
    listener = listeners.load([user_id]).get(user_id)
    if listener is None:
        raise UserGone
    drawn = draw(listener.profile, wish.tastes, patience=PATIENCE)
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


def draw(profile: TasteProfile, tastes: Sequence[Taste], *, patience: float) -> Draw:
    """The candidates of the tastes, or of the user's own if there are none.

    Known genres and moods and the user's own words are looked for outside, for which it waits up to
    ``patience`` seconds, and kept filled. Any other words are served from what is there: whoever
    reads may send any number of them, and the calls to Spotify are few.
    """
    own = pipeline.stated_tastes(profile)
    sought = tuple(taste for taste in tastes if is_known(taste) or taste in own)
    others = [taste for taste in tastes if taste not in sought]
    seeds = sought or ((EVERYONE,) if others else ())
    drawn = pipeline.draw(profile, RefreshRequest(seeds=seeds), patience=patience)
    if not others:
        return drawn
    found = pool.draw(pool.existing(others))
    personal = drawn.personal or bool(found)
    return replace(drawn, candidates=[*drawn.candidates, *found], personal=personal)
