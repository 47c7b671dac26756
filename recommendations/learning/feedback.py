"""What a listener did with an item, as one number.

An item is a track or an artist. How much a listener cares is first a *count*, in units of one
full listen, then a *weight* that can be compared between listeners.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import log1p
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)

# In full listens. A like or a share is said once and on purpose, so it counts as several and is
# not counted again; an early skip takes back the listen that was offered. These are judgements:
# no data set with all four signals was at hand to fit them. Because weights grow with the
# logarithm of the count, twice as much or half as much changes a weight by little.
LIKE, SHARE, EARLY_SKIP = 4.0, 4.0, 1.0


@dataclass(frozen=True, slots=True)
class Signals:
    """What one listener did with one item, as numbers of events.

    ``streams`` are listens that count as such, ``early_skips`` those ended at once by the
    listener's own hand. A play that is neither says nothing and belongs in neither.
    """

    streams: int = 0
    likes: int = 0
    shares: int = 0
    early_skips: int = 0


def count_of(signals: Signals) -> float:
    """How much the listener cares, in full listens; 0 when the skips outweigh the rest."""
    liked = LIKE if signals.likes else 0.0
    shared = SHARE if signals.shares else 0.0
    return max(0.0, signals.streams + liked + shared - EARLY_SKIP * signals.early_skips)


def history_of(signals: Mapping[Item, Signals]) -> dict[Item, float]:
    """One listener's counts by item; items that count nothing are left out."""
    counts = {item: count_of(each) for item, each in signals.items()}
    return {item: count for item, count in counts.items() if count > 0}


def weigh_history(counts: Mapping[Item, float]) -> dict[Item, float]:
    """Turn one listener's counts into weights whose mean is 1; counts of 0 and less go.

    The weight is log(1 + count) over its mean in this history. The logarithm keeps one track on
    repeat from being the whole taste (Hu, Koren and Volinsky, ICDM 2008, let confidence grow
    the same way); the mean makes heavy and light listeners count alike. ``matrix.weigh`` does
    this for all listeners at once.
    """
    logs = {item: log1p(count) for item, count in counts.items() if count > 0}
    mean = sum(logs.values()) / len(logs) if logs else 1.0
    return {item: value / mean for item, value in logs.items()}
