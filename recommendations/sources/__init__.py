"""Where candidates come from: one file per source, one registry.

To add one: write a file with a class that fits ``Source``, add it to SOURCES, test it.
"""

from recommendations.sources.base import Source
from recommendations.sources.catalogue import KnownTracks
from recommendations.sources.popular_here import PopularHere
from recommendations.sources.spotify_recommendations import SpotifyRecommendations
from recommendations.sources.spotify_search import SpotifySearch

# In this order a pool is filled, until it has enough.
SOURCES: tuple[Source, ...] = (
    PopularHere(),
    SpotifyRecommendations(),
    SpotifySearch(),
    KnownTracks(),
)

__all__ = ["SOURCES", "Source"]
