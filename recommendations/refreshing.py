"""Making a user's list anew: the one way in which lists come about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from common.errors import DomainError, NotFound, UpstreamUnavailable
from recommendations import listeners, lists, pipeline, reels, refresh_log, shelf
from recommendations.listeners import Listener
from recommendations.models import Recommendation, Trigger
from recommendations.pipeline import Draw
from recommendations.rendering import RenderedList, render
from recommendations.types import RefreshRequest, Taste, Wish
from users import selectors as users
from users.types import TasteProfile

# Reasons that nothing of the user's own led to.
_FOR_ANYONE = frozenset({"popular", "trending", "discover"})


class UserGone(NotFound):
    """The user was erased."""

    code = "user_not_found"
    sentence = gettext_lazy("There is no such user.")


class NothingToRecommend(UpstreamUnavailable):
    """No pool, no popular track and no known track: nothing was ever fetched."""

    code = "nothing_to_recommend"
    sentence = gettext_lazy("There is nothing to recommend yet. Try again shortly.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A made list. ``source`` is ``pools``, or ``popular`` if nothing of the user's led to it."""

    rendered: RenderedList
    source: str


def refresh(user_id: int, request: RefreshRequest | None, *, patience: float) -> Outcome:
    """Make the user's list anew and put it into PostgreSQL and on the shelf.

    Without a request it is the list that the user asked for last, as long as that stands, else
    the usual one. Waits up to ``patience`` seconds for pools that were never filled. Raises
    UserGone, and NothingToRecommend, which leaves the old list in place.
    """
    for profile in users.taste_profiles([user_id]):
        request = request or _standing([profile])[0]
        drawn = pipeline.draw(profile, request, patience=patience)
        with transaction.atomic():
            lists.lock(user_id)
            for listener in listeners.load([user_id]).values():
                return _make(listener, drawn, request)
    raise UserGone


def refresh_all(user_ids: Sequence[int], trigger: Trigger) -> int:
    """Make the lists of these users anew, as they stand, and log that; how many were made.

    What is known of them is read for all at once. A user who is gone, who has a newer list by
    the time of writing, or for whom there is nothing yet, is passed over.
    """
    known = list(listeners.load(user_ids).values())
    profiles = [listener.profile for listener in known]
    requests = _standing(profiles)
    draws = pipeline.draw_all(list(zip(profiles, requests, strict=True)))
    return sum(
        _remake(listener, drawn, request, trigger)
        for listener, request, drawn in zip(known, requests, draws, strict=True)
    )


def rendered_rows(
    user_id: int, rows: Sequence[Recommendation], made: datetime, seeds: tuple[Taste, ...] = ()
) -> RenderedList:
    """The rows as an answer that is fresh for RECOMMENDATION_CACHE_TTL seconds."""
    reel = reels.of_rows(rows, Wish(seeds))
    return render(user_id, rows, reel, generated_at=made, fresh_until=made + _fresh_for())


def _remake(listener: Listener, drawn: Draw, request: RefreshRequest, trigger: Trigger) -> bool:
    user_id, began = listener.profile.user_id, timezone.now()
    try:
        with transaction.atomic():
            lists.lock(user_id)
            if lists.is_newer(user_id, listener.as_of):
                return False
            outcome = _make(listener, drawn, request)
            size = outcome.rendered.size
            refresh_log.note(user_id, trigger, count=size, source=outcome.source, began=began)
    except DomainError:
        return False
    return True


def _make(listener: Listener, drawn: Draw, request: RefreshRequest) -> Outcome:
    """Choose, store and render. Call inside a transaction that holds ``lists.lock``."""
    user_id = listener.profile.user_id
    ranked = pipeline.choose(listener, drawn, count=request.depth)
    if not ranked:
        raise NothingToRecommend(retry_after=30)
    if not users.hold(user_id):
        raise UserGone
    variant = listener.branch.label if listener.branch else ""
    rows = lists.replace(user_id, ranked, listener.as_of, variant=variant)
    rendered = rendered_rows(user_id, rows, listener.as_of, request.seeds)
    # Before the commit: as long as the user's row is held, an erasure has to wait, and so
    # finds this shelf when it drops it.
    shelf.put(rendered, listener.mark)
    personal = drawn.personal or any(item.reason.code not in _FOR_ANYONE for item in ranked)
    return Outcome(rendered, "pools" if personal else "popular")


def _standing(profiles: Sequence[TasteProfile]) -> list[RefreshRequest]:
    """What each of them asked for last, if that was while a list stays fresh; else the usual.

    A like in a list from seeds makes that list anew, not another one. Changed tastes end it.
    """
    since = timezone.now() - _fresh_for()
    asked = refresh_log.last_asked([profile.user_id for profile in profiles], since=since)
    return [_still_standing(profile, asked.get(profile.user_id)) for profile in profiles]


def _still_standing(profile: TasteProfile, asked: refresh_log.Asked | None) -> RefreshRequest:
    if asked is None or (profile.changed_at is not None and profile.changed_at > asked.at):
        return RefreshRequest()
    return asked.request


def _fresh_for() -> timedelta:
    return timedelta(seconds=settings.RECOMMENDATION_CACHE_TTL)
