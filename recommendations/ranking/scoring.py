"""A score with its reason for every track on offer."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recommendations.ranking.signals import Actions, Rate, best_known, reason_of
from recommendations.ranking.weights import Weights
from recommendations.types import Candidate, Ranked, Reason, TrackFacts

# What is on offer to all, by the source that found it.
_OF_EVERYONE = {"popular_here": "popular", "trending": "trending"}
_LEARNED = frozenset({"similar", "similar_artist"})


@dataclass(frozen=True, slots=True)
class Leanings:
    """What the listener's actions say, by casefolded artist and by genre.

    ``deeds`` are the actions themselves, by artist. ``kept`` is the share of its score that is
    left to a track that must sink, by id.
    """

    artists: Mapping[str, Rate]
    genres: Mapping[str, Rate]
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

    Beliefs of several pools join as independent evidence does: 1 - product(1 - belief). What the
    listener made of the genre, and then of the artist, takes the place of belief as far as it is
    sure. What everyone made of the track, novelty, fame and chance move the result within what is
    left of the way to 0 or 1, so a score never leaves that range.
    """
    track = offers[0].track
    stated = learned = 1.0  # doubts
    for offer in offers:
        if offer.taste.kind in _LEARNED:
            learned *= 1 - _belief(offer, weights)
        else:
            stated *= 1 - _belief(offer, weights)
    score = 1 - stated
    if leanings.genres and (genre := best_known(_genres(offers), leanings.genres)):
        score = _learn(score, leanings.genres[genre], weights.genre)
    if artist := best_known(track.spoken_names, leanings.artists):
        score = _learn(score, leanings.artists[artist], weights.artist)
    score = 1 - (1 - score) * learned
    if not artist:
        score = _move(score, weights.novelty)
    score = _move(score, weights.reception * (track.reception or 0))
    score = _move(score, weights.popularity * (track.popularity or 0) / 100)
    score = _move(score, weights.jitter * _noise(salt, track))
    return round(score * leanings.kept.get(track.id, 1.0), 4)


def _belief(offer: Candidate, weights: Weights) -> float:
    belief = weights.kinds[offer.taste.kind] / (1 + offer.rank / weights.rank_half)
    if offer.cause is not None:
        return belief * offer.support
    return belief * weights.kin if offer.stands_for else belief


def _move(score: float, push: float) -> float:
    """Go the share ``push`` of the way towards 1 (or, where negative, towards 0)."""
    return score + push * (1 - score) if push > 0 else score * (1 + push)


def _learn(belief: float, rate: Rate, weight: float) -> float:
    """Go towards what the listener's actions showed, as far as they are sure."""
    return belief + weight * rate.sure * (rate.share - belief)


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
    artist = best_known(track.spoken_names, leanings.artists)
    reason = _of_offer(offer)
    if artist and _decided(leanings.artists[artist], offer, weights):
        reason = reason_of(track, artist, leanings.deeds[artist])
    return Ranked(track, score, reason, tuple(sorted({each.source for each in offers})))


def _decided(rate: Rate, offer: Candidate, weights: Weights) -> bool:
    """Whether what the listener did with the artist spoke louder than the best offer."""
    spoke = weights.artist * rate.sure * rate.share
    return rate.is_good and (spoke >= _belief(offer, weights) or offer.taste.kind == "everyone")


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
