"""A score with its reason for every track on offer."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recommendations.ranking.signals import Actions, strongest
from recommendations.ranking.weights import Weights
from recommendations.types import Candidate, Ranked, Reason, TrackFacts

# What is on offer to all, by the source that found it.
_OF_EVERYONE = {"popular_here": "popular", "trending": "trending"}


@dataclass(frozen=True, slots=True)
class Leanings:
    """What the listener's actions say, from -1 to 1, by casefolded artist and by genre.

    ``deeds`` are the actions themselves, by artist. ``kept`` is the share of its score that is
    left to a track that must sink, by id.
    """

    artists: Mapping[str, float]
    genres: Mapping[str, float]
    deeds: Mapping[str, Actions]
    kept: Mapping[str, float] = field(default_factory=dict)


def score_all(
    candidates: Iterable[Candidate], leanings: Leanings, weights: Weights, seed: str
) -> Iterator[Ranked]:
    """One Ranked per track, best first. Equal input and seed give equal output, in any order.

    Reasons are found as they are asked for: a list takes a tenth of what is on offer.
    """
    offers: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        offers[candidate.track.id].append(candidate)
    salt = zlib.crc32(seed.encode())
    scored = []
    for track_id, group in offers.items():
        if len(group) > 1:  # a product of floats depends on the order
            group.sort(key=_by_taste)
        scored.append((-_score(group, leanings, weights, salt), track_id))
    scored.sort()
    for negative, track_id in scored:
        yield _explained(offers[track_id], -negative, leanings, weights)


def _score(offers: Sequence[Candidate], leanings: Leanings, weights: Weights, salt: int) -> float:
    """Judge one track by all the pools that offer it.

    Beliefs of several pools join as independent evidence does: 1 - product(1 - belief). Feedback
    moves the result within what is left of the way to 0 or 1, so a score never leaves that range
    and feedback on a strong match still shows.
    """
    track = offers[0].track
    doubt = 1.0
    for offer in offers:
        doubt *= 1 - _belief(offer, weights)
    artist, leaning = strongest(track.spoken_names, leanings.artists)
    score = _move(1 - doubt, weights.artist * leaning)
    if leanings.genres:
        _, leaning = strongest(_genres(offers), leanings.genres)
        score = _move(score, weights.genre * leaning)
    if not artist:
        score = _move(score, weights.novelty)
    score = _move(score, weights.popularity * (track.popularity or 0) / 100)
    score = _move(score, weights.jitter * _noise(salt, track))
    return round(score * leanings.kept.get(track.id, 1.0), 4)


def _belief(offer: Candidate, weights: Weights) -> float:
    belief = weights.kinds[offer.taste.kind] / (1 + offer.rank / weights.rank_half)
    if offer.cause is not None:
        return belief * offer.support / (offer.support + weights.few)
    return belief * weights.kin if offer.stands_for else belief


def _move(score: float, push: float) -> float:
    """Go the share ``push`` of the way towards 1 (or, where negative, towards 0)."""
    return score + push * (1 - score) if push > 0 else score * (1 + push)


def _genres(offers: Iterable[Candidate]) -> list[str]:
    return [offer.taste.value for offer in offers if offer.taste.kind == "genre"]


def _noise(salt: int, track: TrackFacts) -> float:
    """A number in [0, 1) that depends on the seed and the track alone."""
    return zlib.crc32(track.id.encode(), salt) / 2**32


def _by_taste(offer: Candidate) -> tuple[str, str]:
    return offer.taste.kind, offer.taste.value


def _explained(
    offers: Sequence[Candidate], score: float, leanings: Leanings, weights: Weights
) -> Ranked:
    """The scored track with the strongest thing that spoke for it."""
    track = offers[0].track
    offer = max(offers, key=lambda each: _belief(each, weights))
    artist, leaning = strongest(track.spoken_names, leanings.artists)
    push = weights.artist * leaning
    reason = _of_offer(offer)
    if artist and push > 0 and (push >= _belief(offer, weights) or offer.taste.kind == "everyone"):
        reason = _of_deeds(track, artist, leanings.deeds[artist])
    return Ranked(track, score, reason, tuple(sorted({each.source for each in offers})))


def _of_deeds(track: TrackFacts, artist: str, deeds: Actions) -> Reason:
    """What the listener did with the artist, with the events that show it."""
    name = track.name_of(artist)
    if deeds.likes or deeds.shares:
        return Reason("liked_artist", name, evidence=tuple(deeds.praise))
    return Reason("played_artist", name, evidence=tuple(deeds.heard))


def _of_offer(offer: Candidate) -> Reason:
    """The taste that led to the track, or what was learned."""
    if offer.taste.kind == "everyone":
        return Reason(_OF_EVERYONE.get(offer.source, "discover"))
    if offer.cause is not None:
        return offer.cause
    if offer.stands_for:
        return _of_kin(offer)
    if offer.taste.kind == "artist":
        return Reason("artist", offer.track.name_of(offer.taste.value))
    return Reason(offer.taste.kind, offer.taste.value)


def _of_kin(offer: Candidate) -> Reason:
    """What is close to a taste: another artist, a known genre, or a genre that nobody named."""
    if offer.taste.kind == "artist":
        return Reason("related_artist", offer.track.artist_names[0], close_to=offer.stands_for)
    if offer.taste.value == offer.stands_for:
        return Reason("near_genre", offer.stands_for)
    return Reason("related_genre", offer.taste.value, close_to=offer.stands_for)
