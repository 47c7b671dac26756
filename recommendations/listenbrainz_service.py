"""ListenBrainz in this app's words: whom and which genres it holds to be close."""

from functools import lru_cache

from django.conf import settings

from common.redis_client import redis_client
from listenbrainz.client import ListenBrainzClient, build_client
from listenbrainz.config import ListenBrainzConfig
from recommendations import genre_tree
from recommendations.types import Taste


def listenbrainz_client() -> ListenBrainzClient:
    """The process's client for the ListenBrainz that the settings name."""
    return _client(
        ListenBrainzConfig(
            api_url=settings.LISTENBRAINZ_API_URL,
            labs_url=settings.LISTENBRAINZ_LABS_URL,
            contact=settings.LISTENBRAINZ_CONTACT,
            daily_budget=settings.LISTENBRAINZ_DAILY_BUDGET,
        )
    )


@lru_cache(maxsize=4)
def _client(config: ListenBrainzConfig) -> ListenBrainzClient:
    return build_client(config, redis_client())


def artists_near(artist_name: str, track_name: str) -> list[str]:
    """Names of artists whom the same people play, best first; one of the artist's tracks tells
    whom we mean. Two calls. Raises ListenBrainzError.
    """
    client = listenbrainz_client()
    mbid = client.artist_mbid(artist_name, track_name)
    return [each.name for each in client.similar_artists(mbid)] if mbid is not None else []


def genres_near(genre: str) -> list[str]:
    """Folded names of genres that are given together with a folded genre, most often first.

    Tags that are no genre, such as decades and places, are left out. One call. Raises
    ListenBrainzError.
    """
    tags = (Taste.of("genre", each.tag).value for each in listenbrainz_client().similar_tags(genre))
    known = genre_tree.parents()
    return [tag for tag in dict.fromkeys(tags) if tag in known and tag != genre]
