"""A score with its reason for every track on offer."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from recommendations.ranking.signals import strongest
from recommendations.ranking.weights import Weights
from recommendations.types import Candidate, Ranked, Reason, TrackFacts


@dataclass(frozen=True, slots=True)
class Leanings:
    """What the listener's actions say, from -1 to 1, by casefolded artist and by genre.

    ``praised`` are the artists of whom something was liked or shared.
    """

    artists: Mapping[str, float]
    genres: Mapping[str, float]
    praised: Set[str] = frozenset()


def score_all(
    candidates: Iterable[Candidate], leanings: Leanings, weights: Weights, seed: str
) -> list[Ranked]:
    """One Ranked per track, best first. Equal input and seed give equal output, in any order."""
    offers: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda c: (c.taste.kind, c.taste.value)):
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
    if not artist:
        score = _move(score, weights.novelty)
    score = _move(score, weights.popularity * (track.popularity or 0) / 100)
    score = _move(score, weights.jitter * _noise(seed, track))
    best, offer = max(beliefs, key=lambda pair: pair[0])
    feeling = _feeling(artist, weights.artist * artist_leaning, leanings.praised)
    reason = _reason(best, offer, feeling, weights.artist * artist_leaning)
    return Ranked(track, round(score, 4), reason, tuple(sorted({o.source for o in offers})))


def _belief(offer: Candidate, weights: Weights) -> float:
    share = weights.kin if offer.stands_for else 1.0
    if offer.cause is not None:
        share = offer.support / (offer.support + weights.few)
    return share * weights.kinds[offer.taste.kind] / (1 + offer.rank / weights.rank_half)


def _move(score: float, push: float) -> float:
    """Go the share ``push`` of the way towards 1 (or, where negative, towards 0)."""
    return score + push * (1 - score) if push > 0 else score * (1 + push)


def _genres(offers: Iterable[Candidate]) -> list[str]:
    return [offer.taste.value for offer in offers if offer.taste.kind == "genre"]


def _noise(seed: str, track: TrackFacts) -> float:
    """A number in [0, 1) that depends on the seed and the track alone."""
    return zlib.crc32(track.id.encode(), zlib.crc32(seed.encode())) / 2**32


def _feeling(artist: str, push: float, praised: Set[str]) -> Reason | None:
    """What speaks for the track in the listener's own actions, if anything does."""
    if not artist or push <= 0:
        return None
    return Reason("liked_artist" if artist.casefold() in praised else "played_artist", artist)


def _reason(belief: float, offer: Candidate, feeling: Reason | None, push: float) -> Reason:
    """The strongest thing that spoke for the track."""
    if feeling is not None and (push >= belief or offer.taste.kind == "everyone"):
        return feeling
    if offer.taste.kind == "everyone":
        return Reason("popular") if offer.source == "popular_here" else Reason("discover")
    if offer.cause is not None:
        return offer.cause
    if offer.stands_for:
        return Reason("related_genre", offer.taste.value, close_to=offer.stands_for)
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
