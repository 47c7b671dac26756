"""How a list comes about: tastes -> pools -> candidates -> ranking. Calls nobody outside, unless
a taste has no pool yet.
"""

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from analytics import selectors as analytics
from analytics.types import Feedback as Deeds
from recommendations import feedback, pool
from recommendations.ranking import Context, rank
from recommendations.ranking.weights import DEFAULT, for_discovery
from recommendations.similarity import serving as similarity
from recommendations.types import (
    EVERYONE,
    Candidate,
    Ranked,
    RefreshRequest,
    Taste,
    Verdicts,
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
    candidates = pool.draw(pool.ensure(tastes, patience=patience))
    left = max(0.0, deadline - time.monotonic())
    candidates += pool.widen(tastes, candidates, patience=left)
    personal = any(candidate.taste != EVERYONE for candidate in candidates)
    return Draw(candidates, personal, seeded=bool(request.seeds))


def choose(profile: TasteProfile, drawn: Draw, *, count: int, now: datetime) -> list[Ranked]:
    """Rank what is on offer for the user as things are at ``now``."""
    candidates, weights = _on_offer(profile, drawn), for_discovery(profile.discovery)
    return rank(candidates, context_of(profile, now), count=count, weights=weights)


def choose_for(
    profile: TasteProfile, drawn: Draw, wish: Wish, *, count: int, now: datetime
) -> list[Ranked]:
    """Rank for a wish: of the tastes that it names alone, where the pools have anything of them."""
    context = context_of(profile, now)
    context = replace(context, skipped=context.skipped | wish.exclude)
    discovery = profile.discovery if wish.discovery is None else wish.discovery
    candidates = _on_offer(profile, drawn)
    if wish.tastes and drawn.personal:
        candidates = [candidate for candidate in candidates if candidate.taste != EVERYONE]
    return rank(candidates, context, count=count, weights=for_discovery(discovery))


def _on_offer(profile: TasteProfile, drawn: Draw) -> Sequence[Candidate]:
    """What was drawn and, unless tastes were asked for, what goes with what the user did."""
    learned = [] if drawn.seeded else similarity.candidates(profile.user_id)
    return [*drawn.candidates, *learned]


def context_of(profile: TasteProfile, now: datetime) -> Context:
    """What the ranking must know of the user at ``now``.

    What was said outright beats what was done: a liked track may be skipped today.
    """
    listening = analytics.listening(profile.user_id, since=now - DEFAULT.heard_for)
    said = feedback.of_user(profile.user_id)
    return Context(
        now=now,
        seed=f"{profile.user_id}:{now:%Y-%m-%d}",
        liked=listening.liked | said.liked,
        skipped=(listening.skipped - said.liked) | said.rejected,
        hidden_artists=said.hidden_artists,
        last_heard=listening.last_heard,
        artists=_with_words(listening.artists, said),
        genres=listening.genres,
        explicit=profile.explicit,
    )


def _with_words(done: Mapping[str, Deeds], said: Verdicts) -> Mapping[str, Deeds]:
    """Deeds by artist, each like added as one, each dislike as a skip."""
    spoken_of = said.likes.keys() | said.dislikes.keys()
    together = dict(done)
    for name in spoken_of:
        deeds = done.get(name, Deeds())
        together[name] = replace(
            deeds,
            likes=deeds.likes + said.likes.get(name, 0),
            skips=deeds.skips + said.dislikes.get(name, 0),
        )
    return together


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


def _lot(taste: Taste, user_id: int, now: datetime) -> bytes:
    """The taste's place in today's drawing of lots for this user."""
    text = f"{user_id}|{now:%Y-%m-%d}|{taste.kind}|{taste.value}"
    return hashlib.blake2b(text.encode(), digest_size=8).digest()
