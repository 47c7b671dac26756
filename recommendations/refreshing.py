"""Making a user's list anew: the one way in which lists come about."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from common.errors import NotFound, UpstreamUnavailable
from recommendations import lists, pipeline, shelf
from recommendations.models import Recommendation
from recommendations.rendering import RenderedList, render
from recommendations.types import RefreshRequest
from users import selectors as users


class UserGone(NotFound):
    """The user was erased."""

    code = "user_not_found"
    sentence = "There is no such user."


class NothingToRecommend(UpstreamUnavailable):
    """No pool, no popular track and no known track: nothing was ever fetched."""

    code = "nothing_to_recommend"
    sentence = "There is nothing to recommend yet. Try again shortly."


@dataclass(frozen=True, slots=True)
class Outcome:
    """A made list. ``source`` is ``pools``, or ``popular`` if nothing of the user's led to it."""

    rendered: RenderedList
    source: str


def refresh(user_id: int, request: RefreshRequest, *, patience: float) -> Outcome:
    """Make the user's list anew and put it into PostgreSQL and on the shelf.

    Waits up to ``patience`` seconds for pools that were never filled. Raises UserGone, and
    NothingToRecommend, which leaves the old list in place.
    """
    profile = users.taste_profile(user_id)
    if profile is None:
        raise UserGone
    drawn = pipeline.draw(profile, request, patience=patience)
    with transaction.atomic():
        lists.lock(user_id)
        made_at = shelf.mark(user_id)
        now = timezone.now()
        ranked = pipeline.choose(profile, drawn, count=request.depth, now=now)
        if not ranked:
            raise NothingToRecommend(retry_after=30)
        if not users.hold(user_id):
            raise UserGone
        rows = lists.replace(user_id, ranked, now)
        rendered = rendered_rows(user_id, rows, now)
        # Before the commit: as long as the user's row is held, an erasure has to wait, and so
        # finds this shelf when it drops it.
        shelf.put(rendered, made_at)
    personal = drawn.personal or any(item.reason.evidence for item in ranked)
    return Outcome(rendered, "pools" if personal else "popular")


def rendered_rows(user_id: int, rows: list[Recommendation], made: datetime) -> RenderedList:
    """The rows as an answer that is fresh for RECOMMENDATION_CACHE_TTL seconds."""
    fresh_until = made + timedelta(seconds=settings.RECOMMENDATION_CACHE_TTL)
    return render(user_id, rows, made, fresh_until)
