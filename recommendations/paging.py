"""More of a list: pages of one ranking, which stays as it was though the list is made anew."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy

from common.errors import NotFound, UpstreamUnavailable
from common.pagination import BadCursor
from common.redis_client import RedisError
from recommendations import listeners, lists, pipeline, reels, rendering, tracks, wishing
from recommendations.listeners import Listener
from recommendations.ranking import Context
from recommendations.reels import Place, Reel
from recommendations.refreshing import UserGone
from recommendations.types import Ranked
from recommendations.unwelcome import may_be_shown

logger = logging.getLogger(__name__)

_CURSOR = re.compile(r"([0-9a-f]{20,40})\.([0-9]{1,4})")
# How many tracks may follow a list.
_MOST = 200


class CursorExpired(NotFound):
    """The ranking that the cursor goes on with is not kept any more."""

    code = "cursor_expired"
    sentence = gettext_lazy("This list is not kept any more. Read the list again.")


class MoreUnavailable(UpstreamUnavailable):
    """Rankings are kept in Redis alone."""

    code = "more_unavailable"
    sentence = gettext_lazy("More of the list cannot be had just now. Try again shortly.")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The name of a ranking and how many of its tracks were given out."""

    name: str
    offset: int

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """Read the text of a ``next_cursor``; raise BadCursor if it is none."""
        match = _CURSOR.fullmatch(text)
        if match is None:
            raise BadCursor
        return cls(match[1], int(match[2]))


def read_more(user_id: int, text: str, count: int) -> bytes:
    """The answer with the next ``count`` places of the ranking that the cursor names.

    What the user turned down since is left out, so that a page may be shorter; positions go on
    over all pages. Raises BadCursor, CursorExpired, UserGone, MoreUnavailable.
    """
    cursor = Cursor.decode(text)
    try:
        first, rest = reels.read(user_id, cursor.name)
        if first is None:
            raise CursorExpired
        listener = listeners.load([user_id]).get(user_id)
        if listener is None:
            raise UserGone
        end = cursor.offset + count
        if rest is None and end > len(first.places):
            rest = reels.extend(user_id, cursor.name, _what_follows(listener, first))
    except RedisError as error:
        logger.warning("Redis is away, no list goes on: %s", error)
        raise MoreUnavailable(retry_after=5) from None
    places = (*first.places, *(rest.places if rest else ()))
    more = f"{cursor.name}.{end}" if end < len(places) or rest is None else None
    return _page(listener, places[cursor.offset : end], cursor.offset, more)


def _what_follows(listener: Listener, first: Reel) -> Reel:
    """Ranked for what the list was ranked for, from the pools as they are."""
    drawn = wishing.draw(listener.profile, first.wish.tastes, patience=0)
    begun = tracks.known([place.track_id for place in first.places])
    ranked = pipeline.choose_on(begun, listener, drawn, first.wish, count=_MOST)
    return reels.of_list(ranked, first.wish)


def _page(listener: Listener, places: Sequence[Place], offset: int, more: str | None) -> bytes:
    user_id, now = listener.profile.user_id, timezone.now()
    found = dict(_welcome(places, offset, pipeline.context_of(listener)))
    rows = lists.unstored(user_id, list(found.values()), now)
    for position, row in zip(found, rows, strict=True):
        row.position = position
    return rendering.assemble(
        rendering.head(user_id, now, now),
        rendering.DIVIDER.join(rendering.each(rows)),
        count=len(rows),
        source="pools",
        stale=False,
        more=more,
    )


def _welcome(
    places: Sequence[Place], offset: int, context: Context
) -> Iterator[tuple[int, Ranked]]:
    """Position and track of those that are still known and that nobody turned down since."""
    facts = {track.id: track for track in tracks.known([place.track_id for place in places])}
    for position, place in enumerate(places, start=offset + 1):
        track = facts.get(place.track_id)
        if track is not None and may_be_shown(track, context):
            yield position, Ranked(track, place.score, place.reason, place.sources)
