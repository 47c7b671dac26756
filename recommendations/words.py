"""What a listener did and what they said outright, as one."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from analytics.types import Feedback as Deeds
from analytics.types import RecentItem, RecentItems
from recommendations.types import Verdicts

# Of many likes the latest speak: they share a history with what was played.
_MOST = 50


def with_words(done: Mapping[str, Deeds], said: Verdicts) -> Mapping[str, Deeds]:
    """Deeds by folded artist, each like added as one, each dislike as a skip."""
    together = dict(done)
    for name in said.likes.keys() | said.dislikes.keys():
        deeds = done.get(name, Deeds())
        together[name] = replace(
            deeds,
            likes=deeds.likes + said.likes.get(name, 0),
            skips=deeds.skips + said.dislikes.get(name, 0),
        )
    return together


def recent_with_words(recent: RecentItems, said: Verdicts) -> RecentItems:
    """The latest items, before them what was liked outright, without what was turned down.

    A like that was only said comes without evidence, which are events.
    """
    return {
        "track": _joined(recent["track"], said.liked, without=said.rejected),
        "artist": _joined(recent["artist"], said.names, without=said.hidden_artists),
    }


def _joined(
    items: list[RecentItem], liked: Mapping[str, str], *, without: frozenset[str]
) -> list[RecentItem]:
    known = {item.key: item for item in items}
    spoken = [
        replace(known.get(key, RecentItem(key, name)), likes=1)
        for key, name in islice(liked.items(), _MOST)
    ]
    told = {item.key for item in spoken}
    together = [*spoken, *(item for item in items if item.key not in told)]
    return [item for item in together if item.key not in without]
