"""New to you, from the genres that you turn out to play."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analytics.types import Feedback as Deeds
from recommendations import pool
from recommendations.listeners import Listener
from recommendations.ranking import Weights
from recommendations.ranking.signals import Rate, rates
from recommendations.types import Candidate, Reason, Taste

_GENRES = 3  # the listener's strongest
_LEAST = 3  # good deeds: one track of a genre makes no liking
_EVIDENCE = 3  # events that show the liking
_EACH = 40  # tracks of each genre


class NewToYou:
    """Artists whom the listener never played, of genres that they like but never stated.

    Stated genres are drawn from anyway. Only pools that others' tastes have filled are drawn from:
    nobody is asked for a genre that nobody named.
    """

    def candidates(self, listener: Listener, weights: Weights) -> Sequence[Candidate]:
        """The best of each pool, as sure as there are deeds to go by."""
        deeds = listener.listening.genres
        felt = _felt(deeds, weights)
        stated = {Taste.of("genre", words).value for words in listener.profile.genres}
        liked = [Taste("genre", genre) for genre in _liked(felt) if genre not in stated]
        if not liked:
            return []
        heard = listener.listening.artists
        return [
            replace(
                each,
                cause=_reason(each.taste.value, deeds[each.taste.value]),
                support=felt[each.taste.value].sure,
                source="new_to_you",
            )
            for each in pool.draw(pool.existing(liked))
            if each.rank < _EACH and not any(name in heard for name in each.track.spoken_names)
        ]


def _reason(genre: str, deeds: Deeds) -> Reason:
    return Reason("new_to_you", genre, evidence=(*deeds.heard, *deeds.praise)[:_EVIDENCE])


def _felt(genres: Mapping[str, Deeds], weights: Weights) -> dict[str, Rate]:
    known = {genre: deeds for genre, deeds in genres.items() if _good(deeds) >= _LEAST}
    return rates(known, weights.prior)


def _liked(felt: Mapping[str, Rate]) -> list[str]:
    """The genres that the listener likes most."""
    liked = sorted(felt, key=lambda genre: (-felt[genre].sure * felt[genre].share, genre))
    return [genre for genre in liked[:_GENRES] if felt[genre].is_good]


def _good(deeds: Deeds) -> int:
    return deeds.plays + deeds.likes + deeds.shares
