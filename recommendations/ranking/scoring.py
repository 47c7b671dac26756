"""A score with its reason for every track on offer."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from recommendations.ranking.signals import strongest
from recommendations.ranking.weights import Weights
from recommendations.types import Candidate, Ranked, Reason, TrackFacts


@dataclass(frozen=True, slots=True)
class Leanings:
    """What the listener's actions say, from -1 to 1, by casefolded artist and by genre."""

    artists: Mapping[str, float]
    genres: Mapping[str, float]


def score_all(
    candidates: Iterable[Candidate], leanings: Leanings, weights: Weights, seed: str
) -> list[Ranked]:
    """One Ranked per track, best first. Equal input and seed give equal output."""
    offers: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        offers[candidate.track.id].append(candidate)
    ranked = [_score(group, leanings, weights, seed) for group in offers.values()]
    return sorted(ranked, key=lambda item: (-item.score, item.track.id))


def _score(offers: list[Candidate], leanings: Leanings, weights: Weights, seed: str) -> Ranked:
    """Judge one track by all the pools that offer it.

    Beliefs of several pools join as independent evidence does: 1 - product(1 - belief). Feedback
    moves the result within what is left of the way to 0 or 1, so a score never leaves that range
    and feedback on a strong match still shows.
    """
    track = offers[0].track
    beliefs = [(_belief(offer, weights), offer) for offer in offers]
    match = 1.0
    for belief, _ in beliefs:
        match *= 1 - belief
    score = 1 - match
    # Activity may name the artists of a track one by one or all in one line.
    names = (*track.artist_names, track.artist_name)
    artist, artist_leaning = strongest(names, leanings.artists)
    _, genre_leaning = strongest(_genres(offers), leanings.genres)
    score = _move(score, weights.artist * artist_leaning)
    score = _move(score, weights.genre * genre_leaning)
    score = _move(score, weights.popularity * (track.popularity or 0) / 100)
    score = _move(score, weights.jitter * _noise(seed, track))
    best, offer = max(beliefs, key=lambda pair: (pair[0], pair[1].taste.kind, pair[1].taste.value))
    reason = _reason(best, offer, artist, weights.artist * artist_leaning)
    return Ranked(track, round(score, 4), reason, tuple(sorted({o.source for o in offers})))


def _belief(offer: Candidate, weights: Weights) -> float:
    return weights.kinds[offer.taste.kind] / (1 + offer.rank / weights.rank_half)


def _move(score: float, push: float) -> float:
    """Go the share ``push`` of the way towards 1 (or, where negative, towards 0)."""
    return score + push * (1 - score) if push > 0 else score * (1 + push)


def _genres(offers: Iterable[Candidate]) -> list[str]:
    return [offer.taste.value for offer in offers if offer.taste.kind == "genre"]


def _noise(seed: str, track: TrackFacts) -> float:
    """A number in [0, 1) that depends on the seed and the track alone."""
    digest = hashlib.blake2b(f"{seed}|{track.id}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") / 2**32


def _reason(belief: float, offer: Candidate, artist: str, push: float) -> Reason:
    """The strongest thing that spoke for the track."""
    if artist and push > 0 and push >= belief:
        return Reason("liked_artist", artist)
    if offer.taste.kind == "everyone":
        if artist and push > 0:
            return Reason("liked_artist", artist)
        return Reason("popular") if offer.source == "popular_here" else Reason("discover")
    if offer.taste.kind == "artist":
        return Reason("artist", _artist_meant(offer))
    return Reason(offer.taste.kind, offer.taste.value)


def _artist_meant(offer: Candidate) -> str:
    """The name of the artist, of those on the track, that the taste asks for."""
    track = offer.track
    for artist_id, name in zip(track.artist_ids, track.artist_names, strict=False):
        if offer.taste.value in (artist_id, name.casefold()):
            return name
    return track.artist_names[0]
