"""The recipe."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime

from recommendations.ranking.continuing import continue_after
from recommendations.ranking.diversity import diversify
from recommendations.ranking.exclusions import heard_lately, horizon, is_welcome, without
from recommendations.ranking.rotation import kept_shares
from recommendations.ranking.scoring import Leanings, score_all
from recommendations.ranking.signals import Actions, rates
from recommendations.ranking.weights import DEFAULT, Weights
from recommendations.types import Candidate, Ranked, TrackFacts

_NOTHING: Mapping[str, Actions] = {}


@dataclass(frozen=True, slots=True)
class Context:
    """For whom and when. ``seed`` settles what is otherwise equal.

    ``hidden_artists`` holds ids and folded names; ``shown`` the days (UTC) on which the listener
    was shown a track, by its id.
    """

    now: datetime
    seed: str
    liked: Set[str] = frozenset()
    skipped: Set[str] = frozenset()
    hidden_artists: Set[str] = frozenset()
    last_heard: Mapping[str, datetime] = field(default_factory=dict)
    artists: Mapping[str, Actions] = field(default_factory=lambda: _NOTHING)
    genres: Mapping[str, Actions] = field(default_factory=lambda: _NOTHING)
    shown: Mapping[str, Sequence[date]] = field(default_factory=dict)
    explicit: bool = True


def rank(
    candidates: Sequence[Candidate], context: Context, *, count: int, weights: Weights = DEFAULT
) -> list[Ranked]:
    """Choose at most ``count`` tracks, best first. Equal arguments give equal lists."""
    scored = _scored(candidates, context, weights)
    return diversify(
        scored, count=count, per_artist=weights.per_artist, diversity=weights.diversity
    )


def rank_on(
    begun: Sequence[TrackFacts],
    candidates: Sequence[Candidate],
    context: Context,
    *,
    count: int,
    weights: Weights = DEFAULT,
) -> list[Ranked]:
    """At most ``count`` tracks to follow a list that begins with ``begun``."""
    scored = _scored(candidates, context, weights)
    return continue_after(begun, scored, count=count, per_artist=weights.per_artist)


def _scored(
    candidates: Sequence[Candidate], context: Context, weights: Weights
) -> Iterator[Ranked]:
    eligible = _eligible(candidates, context, weights)
    return score_all(eligible, _leanings(context, weights), weights, context.seed)


def _eligible(
    candidates: Sequence[Candidate], context: Context, weights: Weights
) -> list[Candidate]:
    """What may be in a list. Hearing a track again beats an empty list; a skip stays final."""
    skipped, hidden, explicit = context.skipped, context.hidden_artists, context.explicit
    fitting = [
        each
        for each in without(candidates, skipped)
        if is_welcome(each.track, skipped=skipped, hidden_artists=hidden, explicit=explicit)
    ]
    heard = heard_lately(
        context.last_heard,
        context.liked,
        heard_after=horizon(context.now, weights.heard_for),
        liked_after=horizon(context.now, weights.liked_for),
    )
    return without(fitting, heard) or fitting


def _leanings(context: Context, weights: Weights) -> Leanings:
    return Leanings(
        artists=rates(context.artists, weights.prior),
        genres=rates(context.genres, weights.prior),
        deeds=context.artists,
        kept=kept_shares(
            context.shown,
            weights,
            now=context.now,
            last_heard=context.last_heard,
        ),
    )
