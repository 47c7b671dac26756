"""Where candidates come from: one file per source, one registry.

To add one: write a file with a class that fits ``Source``, add it to SOURCES, test it.
"""

from recommendations.sources.base import Source
from recommendations.sources.catalogue import KnownTracks
from recommendations.sources.listenbrainz import ListenBrainz
from recommendations.sources.popular_here import PopularHere
from recommendations.sources.spotify_recommendations import SpotifyRecommendations
from recommendations.sources.spotify_search import SpotifySearch
from recommendations.sources.trending import Trending

# In this order a pool is filled, until it has enough.
SOURCES: tuple[Source, ...] = (
    Trending(),
    PopularHere(),
    SpotifyRecommendations(),
    SpotifySearch(),
    ListenBrainz(),
    KnownTracks(),
)

# What these give is close to a taste, not of it.
NEAR = frozenset(source.name for source in SOURCES if source.near)

__all__ = ["NEAR", "SOURCES", "Source"]
