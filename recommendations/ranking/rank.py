"""The recipe."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from recommendations.ranking.diversity import diversify
from recommendations.ranking.exclusions import allowed, horizon, is_hidden
from recommendations.ranking.scoring import Leanings, score_all
from recommendations.ranking.signals import Actions, leanings
from recommendations.ranking.weights import DEFAULT, Weights
from recommendations.types import Candidate, Ranked

_NOTHING: Mapping[str, Actions] = {}


@dataclass(frozen=True, slots=True)
class Context:
    """For whom and when. ``seed`` settles what is otherwise equal.

    ``hidden_artists`` holds ids and folded names.
    """

    now: datetime
    seed: str
    liked: Set[str] = frozenset()
    skipped: Set[str] = frozenset()
    hidden_artists: Set[str] = frozenset()
    last_heard: Mapping[str, datetime] = field(default_factory=dict)
    artists: Mapping[str, Actions] = field(default_factory=lambda: _NOTHING)
    genres: Mapping[str, Actions] = field(default_factory=lambda: _NOTHING)
    explicit: bool = True


def rank(
    candidates: Sequence[Candidate], context: Context, *, count: int, weights: Weights = DEFAULT
) -> list[Ranked]:
    """Choose at most ``count`` tracks, best first. Equal arguments give equal lists."""
    feelings = Leanings(
        artists=leanings(context.artists, weights.prior),
        genres=leanings(context.genres, weights.prior),
        praised={name for name, did in context.artists.items() if did.likes or did.shares},
    )
    suitable = [
        candidate
        for candidate in candidates
        if (context.explicit or not candidate.track.explicit)
        and not is_hidden(candidate.track, context.hidden_artists)
    ]
    eligible = allowed(
        suitable,
        skipped=context.skipped,
        liked=context.liked,
        last_heard=context.last_heard,
        heard_after=horizon(context.now, weights.heard_for),
    )
    if not eligible:
        # Everything was heard: hearing a track again beats an empty list; a skip stays final.
        eligible = [c for c in suitable if c.track.id not in context.skipped]
    scored = score_all(eligible, feelings, weights, context.seed)
    return diversify(
        scored, count=count, per_artist=weights.per_artist, diversity=weights.diversity
    )
