"""Tracks that we know already: what is left when nobody outside can be asked."""

from recommendations import tracks
from recommendations.types import Taste, TrackFacts

_MOST = 100


class KnownTracks:
    """The last resort: stored tracks of the artist or, for everyone, the best known of all."""

    name = "catalogue"
    upstream = False
    fallback = True
    near = False

    def serves(self, taste: Taste) -> bool:
        """Stored tracks know their artists; genres and moods live in pools alone."""
        return taste.kind in ("artist", "everyone")

    def tracks(self, taste: Taste, turn: int) -> list[TrackFacts]:
        """At most 100, most popular first."""
        if taste.kind == "artist":
            return tracks.by_artist(taste.value, _MOST)
        return tracks.best_known(_MOST)
