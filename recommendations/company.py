"""Listeners with like tastes, among those who want to be seen and for those alone.

Nobody else is looked at: not for the list, not for its order. So whoever does not want to be seen
changes nothing in what anybody gets.
"""

import json
import math
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy

from analytics import selectors as analytics
from common.errors import NotAllowed
from recommendations import feedback
from recommendations.words import names_in
from users import selectors as users

# So many are compared at once; where more want to be seen, each day draws others.
_MOST = 500
# Fewer artists in common say little, and would tell a stranger much for little.
_LEAST_SHARED = 3
_ARTISTS = 10


class NotVisible(NotAllowed):
    """Who does not want to be seen does not see others."""

    code = "similar_listeners_off"
    sentence = gettext_lazy(
        "Set the preference similar_listeners to true to see others and be seen by them."
    )


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody else and the artists in common, by casefolded name, the rarest first."""

    user_id: int
    artists: tuple[str, ...]


def similar_listeners(user_id: int, count: int) -> bytes:
    """The rendered answer with at most ``count`` others, the most like the user first.

    Of each the user name and up to ten artists in common that neither has hidden; nothing else.
    Raises NotVisible.
    """
    if not users.is_visible_listener(user_id):
        raise NotVisible
    names = users.visible_listeners(limit=_MOST, lot=f"{timezone.now():%Y-%m-%d}")
    names.pop(user_id, None)
    shared = _without_hidden(user_id, analytics.shared_artists(user_id, list(names)))
    found = closest(shared)[:count]
    body = {
        "user_id": user_id,
        "count": len(found),
        "listeners": [
            {"display_name": names[each.user_id], "shared_artists": each.artists[:_ARTISTS]}
            for each in found
        ],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def closest(shared: Mapping[int, Set[str]]) -> list[Companion]:
    """Who shares at least three artists, closest first.

    An artist counts 1 / log(2 + how many of them share it), so that what few share says more
    (after Adamic and Adar, "Friends and neighbors on the Web", 2003).
    """
    spread = Counter(artist for artists in shared.values() for artist in artists)
    worth = {artist: 1 / math.log(2 + number) for artist, number in spread.items()}
    enough = {user: artists for user, artists in shared.items() if len(artists) >= _LEAST_SHARED}
    total = {user: sum(worth[artist] for artist in sorted(own)) for user, own in enough.items()}
    return [
        Companion(user, tuple(sorted(enough[user], key=lambda artist: (-worth[artist], artist))))
        for user in sorted(enough, key=lambda user: (-total[user], user))
    ]


def _without_hidden(user_id: int, shared: Mapping[int, frozenset[str]]) -> dict[int, set[str]]:
    """The shared artists less those that one of the two has hidden."""
    hidden = feedback.hidden_names([user_id, *shared])
    return {
        user: {
            artist
            for artist in artists
            if (hidden[user_id] | hidden[user]).isdisjoint(names_in(artist))
        }
        for user, artists in shared.items()
    }
