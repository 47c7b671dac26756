"""More of the artists whom you like, stated or not."""

from collections.abc import Mapping, Sequence

from analytics.types import Feedback as Deeds
from recommendations import tracks
from recommendations.listeners import Listener
from recommendations.ranking import Weights
from recommendations.ranking.signals import Rate, rates, reason_of
from recommendations.types import Candidate, Taste

_OWN = Taste("own_artist")
_ARTISTS = 10  # the listener's best liked
_EACH = 6  # tracks of each: more than a list takes, since some of them may be unwelcome


class LikedArtists:
    """Tracks that are known of the artists whose tracks the listener took best.

    Pools offer them only as far as a stated taste leads to them, and what was learned leads to
    other artists.
    """

    def candidates(self, listener: Listener, weights: Weights) -> Sequence[Candidate]:
        """None that was heard lately or skipped; none at all for who has done nothing."""
        felt = _liked(listener.deeds, weights)
        if not felt:
            return []
        found = tracks.by_artists(list(felt), _EACH, without=listener.met)
        return [
            Candidate(
                track,
                _OWN,
                rank,
                "liked_artists",
                cause=reason_of(track, artist, listener.deeds[artist]),
                support=felt[artist].sure,
            )
            for artist, own in found.items()
            for rank, track in enumerate(filter(tracks.is_kept, own))
        ]


def _liked(deeds: Mapping[str, Deeds], weights: Weights) -> dict[str, Rate]:
    """The best liked artists, as far as that is sure."""
    felt = rates(deeds, weights.prior)
    liked = [artist for artist, rate in felt.items() if rate.is_good]
    liked.sort(key=lambda artist: (-felt[artist].share * felt[artist].sure, artist))
    return {artist: felt[artist] for artist in liked[:_ARTISTS]}
