"""What listeners of this app play most."""

from datetime import timedelta

from django.utils import timezone

from analytics import selectors as analytics
from recommendations import tracks
from recommendations.types import Taste, TrackFacts

_WINDOW = timedelta(days=7)
_MOST = 100


class PopularHere:
    """Tracks of at least two listeners of the last week, by their number, for everyone."""

    name = "popular_here"
    upstream = False
    fallback = False
    near = False

    def serves(self, taste: Taste) -> bool:
        """Popularity is nobody's particular taste."""
        return taste.kind == "everyone"

    def tracks(self, taste: Taste, turn: int) -> list[TrackFacts]:
        """Those of them that we know the facts of."""
        popular = analytics.popular_tracks(since=timezone.now() - _WINDOW, limit=_MOST)
        return tracks.known([item.track_id for item in popular])
