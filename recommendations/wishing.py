"""Answering a read that asks for something else than the user's list: ranked in the request."""

from django.utils import timezone

from recommendations import listeners, lists, pipeline
from recommendations.reading import PATIENCE
from recommendations.refreshing import NothingToRecommend, UserGone
from recommendations.rendering import render
from recommendations.types import RefreshRequest, Wish


def read_wish(user_id: int, wish: Wish, count: int) -> bytes:
    """At most ``count`` items for the wish, best first; neither stored nor cached.

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
    rendered = render(user_id, lists.unstored(user_id, ranked, now), now, fresh_until=now)
    source = "pools" if drawn.personal else "popular"
    return rendered.answer(count=count, source=source, stale=False)
