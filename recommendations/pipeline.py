"""How a list comes about: tastes -> pools -> candidates -> ranking. Calls nobody outside, unless
a taste has no pool yet.
"""

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.utils import timezone

from recommendations import pool
from recommendations.listeners import Listener
from recommendations.models import TastePool
from recommendations.ranking import Context, Weights, adjusted, for_discovery, rank, rank_on
from recommendations.sources.personal import PERSONAL
from recommendations.types import (
    EVERYONE,
    Candidate,
    Ranked,
    RefreshRequest,
    Taste,
    TrackFacts,
    Wish,
    unique,
)
from users.types import TasteProfile

# Tastes that one list draws from. Whoever names more gets another selection of them each day.
_MOST_TASTES = 24


@dataclass(frozen=True, slots=True)
class Draw:
    """Candidates, and whether any of them answers to a taste of the user's own.

    ``seeded``: the tastes were asked for in place of the user's, and nothing else is to come in.
    """

    candidates: Sequence[Candidate]
    personal: bool
    seeded: bool = False


def draw(profile: TasteProfile, request: RefreshRequest, *, patience: float) -> Draw:
    """The candidates for a user; waits up to ``patience`` seconds for pools that are still cold."""
    deadline = time.monotonic() + patience
    tastes = tastes_of(profile, request, timezone.now())
    pools = pool.ensure(tastes, patience=patience)
    left = max(0.0, deadline - time.monotonic())
    return _drawn(tastes, request, pools, partial(pool.ensure, patience=left) if left else None)


def draw_all(wanted: Sequence[tuple[TasteProfile, RefreshRequest]]) -> Iterator[Draw]:
    """The same for many users in their order, from the pools as they are; two or three queries."""
    now = timezone.now()
    tastes = [tastes_of(profile, request, now) for profile, request in wanted]
    everyones = {taste for own in tastes for taste in own}
    pools = pool.ensure(list(everyones), patience=0)
    known = {**pool.existing(pool.kin(everyones)), **pools}

    def find(kin: Sequence[Taste]) -> Mapping[Taste, TastePool]:
        return {taste: known[taste] for taste in kin if taste in known}

    for own, (_, request) in zip(tastes, wanted, strict=True):
        yield _drawn(own, request, {taste: pools[taste] for taste in own}, find)


def choose(listener: Listener, drawn: Draw, *, count: int) -> list[Ranked]:
    """Rank what is on offer for the listener as things were at ``listener.as_of``."""
    weights = weights_of(listener)
    candidates = _on_offer(listener, drawn, weights)
    return rank(candidates, context_of(listener), count=count, weights=weights)


def choose_for(listener: Listener, drawn: Draw, wish: Wish, *, count: int) -> list[Ranked]:
    """Rank for a wish: of the tastes that it names alone, where the pools have anything of them."""
    candidates, context, weights = _for_wish(listener, drawn, wish)
    return rank(candidates, context, count=count, weights=weights)


def choose_on(
    begun: Sequence[TrackFacts], listener: Listener, drawn: Draw, wish: Wish, *, count: int
) -> list[Ranked]:
    """What follows ``begun`` for the same wish; the empty wish goes on with the user's list."""
    candidates, context, weights = _for_wish(listener, drawn, wish)
    return rank_on(begun, candidates, context, count=count, weights=weights)


def context_of(listener: Listener) -> Context:
    """What the ranking must know of the listener.

    What was said outright beats what was done: a liked track may be skipped today.
    """
    listening, said = listener.listening, listener.said
    return Context(
        now=listener.as_of,
        seed=f"{listener.profile.user_id}:{listener.as_of:%Y-%m-%d}",
        liked=listening.liked | said.liked.keys(),
        skipped=(listening.skipped - said.liked.keys()) | said.rejected,
        hidden_artists=said.hidden_artists,
        last_heard=listening.last_heard,
        artists=listener.deeds,
        genres=listening.genres,
        shown=listener.shown,
        explicit=listener.profile.explicit,
    )


def weights_of(listener: Listener, wish: Wish | None = None) -> Weights:
    """What counts how much for this user, or for their wish; an experiment has the last word."""
    discovery = wish.discovery if wish else None
    weights = for_discovery(listener.profile.discovery if discovery is None else discovery)
    return adjusted(weights, listener.branch.overrides) if listener.branch else weights


def tastes_of(profile: TasteProfile, request: RefreshRequest, now: datetime) -> tuple[Taste, ...]:
    """What to draw from: the seeds if there are any, else the profile; always what suits all."""
    own = request.seeds or stated_tastes(profile)
    if len(own) > _MOST_TASTES:
        own = tuple(sorted(own, key=lambda taste: _lot(taste, profile.user_id, now)))
    return (*own[:_MOST_TASTES], EVERYONE)


def stated_tastes(profile: TasteProfile) -> tuple[Taste, ...]:
    """The profile's tastes, folded."""
    return unique(
        [
            *(Taste.of("genre", words) for words in profile.genres),
            *(Taste.of("artist", words) for words in profile.artists),
            *(Taste.of("mood", words) for words in profile.moods),
        ]
    )


def _drawn(
    tastes: Sequence[Taste],
    request: RefreshRequest,
    pools: Mapping[Taste, TastePool],
    find: pool.Find | None,
) -> Draw:
    candidates = pool.draw(pools)
    candidates += pool.widen(tastes, candidates, find or pool.existing)
    personal = any(candidate.taste != EVERYONE for candidate in candidates)
    return Draw(candidates, personal, seeded=bool(request.seeds))


def _for_wish(
    listener: Listener, drawn: Draw, wish: Wish
) -> tuple[Sequence[Candidate], Context, Weights]:
    context = context_of(listener)
    context = replace(context, skipped=context.skipped | wish.exclude)
    weights = weights_of(listener, wish)
    candidates = _on_offer(listener, drawn, weights)
    if wish.tastes and drawn.personal:
        candidates = [candidate for candidate in candidates if candidate.taste != EVERYONE]
    return candidates, context, weights


def _on_offer(listener: Listener, drawn: Draw, weights: Weights) -> Sequence[Candidate]:
    """What was drawn and, unless tastes were asked for, what the user's own doings led to."""
    if drawn.seeded:
        return drawn.candidates
    own = (each for source in PERSONAL for each in source.candidates(listener, weights))
    return [*drawn.candidates, *own]


def _lot(taste: Taste, user_id: int, now: datetime) -> bytes:
    """The taste's place in today's drawing of lots for this user."""
    text = f"{user_id}|{now:%Y-%m-%d}|{taste.kind}|{taste.value}"
    return hashlib.blake2b(text.encode(), digest_size=8).digest()
