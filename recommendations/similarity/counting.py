"""How much each listener cares for each item, from what they did and what they said outright."""

from collections.abc import Iterator
from typing import Literal

from recommendations.learning.feedback import count_of
from recommendations.similarity import telling


def counts(kind: Literal["track", "artist"]) -> Iterator[tuple[int, str, float]]:
    """(User id, item's key, count in full listens), by listener; counts may be 0.

    Keys are those of ``telling``. A like that was said counts as one that was sent as activity,
    and once where it was both. Of what a listener disliked or hid nothing is learned, however
    often it was played.
    """
    for user_id, items in telling.by_listener(kind):
        for key, told in items.items():
            if not told.rejected:
                yield user_id, key, count_of(told.signals)
