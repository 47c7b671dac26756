"""What all listeners said outright, in the words that similarity is learned in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from recommendations.models import Feedback

_Action = Feedback.Action


@dataclass(frozen=True, slots=True)
class Said:
    """What was liked, and what was disliked or hidden, as (user id, item's key)."""

    liked: frozenset[tuple[int, str]]
    rejected: frozenset[tuple[int, str]]


def said(kind: Literal["track", "artist"]) -> Said:
    """Everyone's last words on tracks, by id, or on artists, by casefolded name; one query."""
    return _of_tracks() if kind == "track" else _of_artists()


def _of_tracks() -> Said:
    """Hiding an artist says nothing of a single track."""
    rows = list(_words(_Action.LIKE, _Action.DISLIKE, _Action.HIDE_TRACK))
    return Said(
        liked=frozenset((user, key) for user, key, action, _ in rows if action == _Action.LIKE),
        rejected=frozenset((user, key) for user, key, action, _ in rows if action != _Action.LIKE),
    )


def _of_artists() -> Said:
    """Liking a track speaks for its artists; disliking one says little of them."""
    rows = [
        (user, name.casefold(), action)
        for user, _, action, names in _words(_Action.LIKE, _Action.HIDE_ARTIST)
        for name in names
    ]
    hidden = frozenset((user, name) for user, name, action in rows if action != _Action.LIKE)
    liked = frozenset((user, name) for user, name, action in rows if action == _Action.LIKE)
    return Said(liked=liked - hidden, rejected=hidden)


def _words(*actions: str) -> Iterator[tuple[int, str, str, list[str]]]:
    """User id, key, action and artists' names of the words of these kinds."""
    columns = ("user_id", "key", "action", "artist_names")
    return Feedback.objects.filter(action__in=actions).values_list(*columns).iterator()
