"""What is popular here: ranked once for everyone, less what the one who asks has turned down."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from django.utils import timezone

from recommendations import lists, pool, rendering
from recommendations.kept_in_process import KeptInProcess
from recommendations.ranking import Context, rank
from recommendations.ranking.weights import DEFAULT
from recommendations.refreshing import NothingToRecommend
from recommendations.sources.popular_here import PopularHere
from recommendations.types import EVERYONE, MAX_COUNT, Candidate, Ranked
from recommendations.unwelcome import context_of, may_be_shown

_PATIENCE = 4.0  # seconds that the first reader may wait for the very first fill
_KEPT = timedelta(minutes=1)
_RANKED = 4 * MAX_COUNT  # so many that enough are left for who has turned down many
# Nobody's taste is asked, so only the places in the pool decide.
_IN_ORDER = replace(DEFAULT, jitter=0.0, popularity=0.0, reception=0.0, diversity=0.0)


def popular(user_id: int, count: int) -> bytes:
    """The rendered answer for the user with at most ``count`` tracks, best first.

    What listeners here play most comes first; what is well known fills the rest. The order is the
    same for all; what the user turned down is left out. Raises NothingToRecommend if nothing was
    ever fetched.
    """
    made_at, ranked = _kept.get()
    context = context_of(user_id, timezone.now())
    chosen = islice((item for item in ranked if may_be_shown(item.track, context)), count)
    rows = [lists.row_of(0, item, place, made_at) for place, item in enumerate(chosen, start=1)]
    fields = {"source": "popular", "generated_at": rendering.timestamp(made_at), "count": len(rows)}
    head = json.dumps(fields, separators=(",", ":")).encode()[:-1]
    return b'%s,"recommendations":[%s]}' % (head, b",".join(rendering.each(rows)))


def _rank() -> tuple[datetime, list[Ranked]]:
    """What is popular with all, and as of when: more than anybody is shown at once."""
    now = timezone.now()
    candidates = _played_first(pool.draw(pool.ensure([EVERYONE], patience=_PATIENCE)))
    ranked = rank(candidates, Context(now=now, seed=""), count=_RANKED, weights=_IN_ORDER)
    if not ranked:
        raise NothingToRecommend(retry_after=30)
    return now, ranked


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


_kept = KeptInProcess(_rank, seconds=_KEPT.total_seconds())
forget = _kept.forget
