"""What all listeners said outright, in the words that similarity is learned in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from recommendations.models import Feedback

_Action = Feedback.Action
# Hiding an artist says nothing of a single track; disliking a track says little of its artists.
_OF = {
    "track": (_Action.LIKE, _Action.DISLIKE, _Action.HIDE_TRACK),
    "artist": (_Action.LIKE, _Action.HIDE_ARTIST),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A listener's last word on an item: a like, or that nothing must be learned of it."""

    user_id: int
    key: str
    liked: bool


def said(kind: Literal["track", "artist"]) -> Iterator[Word]:
    """Everyone's last words on tracks, by id, or on artists, by name as it is written; by listener.

    A track that is liked speaks for each of its artists. Words of private sessions are left out.
    One query, read as it comes.
    """
    words = Feedback.objects.filter(action__in=_OF[kind], private=False).order_by("user_id")
    rows = words.values_list("user_id", "key", "artist_names", "action")
    for user_id, key, names, action in rows.iterator():
        for item in [key] if kind == "track" else names:
            yield Word(user_id, item, liked=action == _Action.LIKE)
