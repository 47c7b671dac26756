"""The admin's start page: cards, each cheap, cached for seconds, and away alone when it must be."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest

from common.redis_client import RedisError
from music_discovery_backend.admin_site import cards

CACHED_FOR = 10  # seconds
_KEY = "dashboard:{}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a card comes from. ``needs`` is the right that it takes to see it."""

    name: str
    title: str
    needs: str
    load: Callable[[], dict[str, Any]]
    wide: bool = False

    @property
    def template(self) -> str:
        """What the card's content is shown by."""
        return f"admin/dashboard/{self.name}.html"


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it is shown: content, or what is away."""

    source: Source
    content: dict[str, Any] = field(default_factory=dict)
    away: str = ""


_SOURCES = (
    Source(
        "activity", "Activity per hour", "analytics.view_useractivity", cards.activity, wide=True
    ),
    Source("waiting", "Waiting", "django_celery_beat.view_periodictask", cards.waiting, wide=True),
    Source(
        "refreshes", "Refreshes per hour", "recommendations.view_recommendationlog", cards.refreshes
    ),
    Source("upstream", "Calls to Spotify", "recommendations.view_tastepool", cards.upstream),
    Source(
        "trending", "Trending tracks, 24 hours", "analytics.view_item", cards.trending, wide=True
    ),
)


def callback(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The start page's context, as unfold's DASHBOARD_CALLBACK wants it."""
    seen = (source for source in _SOURCES if request.user.has_perm(source.needs))
    return context | {"cards": [_card(source) for source in seen]}


def forget(name: str) -> None:
    """Let the card's next look be a fresh one."""
    cache.delete(_KEY.format(name))


def _card(source: Source) -> Card:
    key = _KEY.format(source.name)
    content = cache.get(key)
    if content is None:
        try:
            content = source.load()
        except RedisError:
            return Card(source, away="Redis is away.")
        except DatabaseError:
            return Card(source, away="PostgreSQL did not answer.")
        cache.set(key, content, CACHED_FOR)
    return Card(source, content)
