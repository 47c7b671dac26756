"""What rises among listeners of this app."""

from analytics import selectors as analytics
from recommendations import tracks
from recommendations.types import Taste, TrackFacts

_MOST = 20


class Trending:
    """Tracks that burst against their own past in the last day, for everyone.

    What is popular all the time is no trend; what is on the rise need not be popular yet.
    """

    name = "trending"
    upstream = False
    fallback = False
    near = False

    def serves(self, taste: Taste) -> bool:
        """A trend is nobody's particular taste."""
        return taste.kind == "everyone"

    def tracks(self, taste: Taste, turn: int) -> list[TrackFacts]:
        """Those of them that we know the facts of."""
        return tracks.known(analytics.rising_tracks(limit=_MOST))
