"""How much each listener cares for each item, from what they did and what they said outright."""

from collections.abc import Iterator
from typing import Literal

from analytics import selectors as analytics
from recommendations.learning.feedback import Signals, count_of
from recommendations.similarity.said import said


def counts(kind: Literal["track", "artist"]) -> Iterator[tuple[int, str, float]]:
    """(User id, item's key, count in full listens), in no order; counts may be 0.

    A like that was said counts as one that was sent as activity, and once where it was both. Of
    what a listener disliked or hid nothing is learned, however often it was played.
    """
    words = said(kind)
    liked = set(words.liked)
    for each in analytics.interactions(kind):
        pair = each.user_id, each.key
        if pair in words.rejected:
            continue
        likes = each.likes + (pair in liked)
        liked.discard(pair)
        yield *pair, count_of(Signals(each.streams, likes, each.shares, each.early_skips))
    for pair in liked:
        yield *pair, count_of(Signals(likes=1))
