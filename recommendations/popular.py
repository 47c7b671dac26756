"""What is popular here, the same for everyone."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from recommendations import lists, pool, rendering
from recommendations.kept_in_process import KeptInProcess
from recommendations.ranking import Context, rank
from recommendations.ranking.weights import DEFAULT
from recommendations.refreshing import NothingToRecommend
from recommendations.sources.popular_here import PopularHere
from recommendations.types import EVERYONE, MAX_COUNT, Candidate

_PATIENCE = 4.0  # seconds that the first reader may wait for the very first fill
_KEPT = timedelta(minutes=1)
# Nobody's taste is asked, so only the places in the pool decide.
_IN_ORDER = replace(DEFAULT, jitter=0.0, popularity=0.0, diversity=0.0)


def popular(count: int) -> bytes:
    """The rendered answer with at most ``count`` tracks, best first.

    What listeners here play most comes first; what is well known fills the rest. Raises
    NothingToRecommend if nothing was ever fetched.
    """
    head, items = _kept.get()
    chosen = items[:count]
    return b'%s,"count":%d,"recommendations":[%s]}' % (head, len(chosen), b",".join(chosen))


def _render() -> tuple[bytes, list[bytes]]:
    """The beginning of the body, and every item."""
    now = timezone.now()
    candidates = _played_first(pool.draw(pool.ensure([EVERYONE], patience=_PATIENCE)))
    ranked = rank(candidates, Context(now=now, seed=""), count=MAX_COUNT, weights=_IN_ORDER)
    if not ranked:
        raise NothingToRecommend(retry_after=30)
    rows = [lists.row_of(0, item, place, now) for place, item in enumerate(ranked, start=1)]
    fields = {"source": "popular", "generated_at": rendering.timestamp(now)}
    return json.dumps(fields, separators=(",", ":")).encode()[:-1], rendering.each(rows)


def _played_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates ranked anew: what is played here, by listeners, before what is well known."""
    played = {facts.id: place for place, facts in enumerate(PopularHere().tracks(EVERYONE, 0))}
    ordered = sorted(
        candidates,
        key=lambda each: (played.get(each.track.id, len(played)), each.rank, each.track.id),
    )
    return [
        replace(
            each, rank=place, source=PopularHere.name if each.track.id in played else each.source
        )
        for place, each in enumerate(ordered)
    ]


_kept = KeptInProcess(_render, seconds=_KEPT.total_seconds())
forget = _kept.forget
