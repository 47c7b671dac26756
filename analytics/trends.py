"""What trends: a rise above an item's own past, not a large number. Pure.

Each item has two heats (see analytics/rollups/heat.py), its listeners weighed by age with a short
half-life s and with a long one l; both are divided to be seen from now. In a steady state an item
with r listeners an hour has the heat r * half-life / ln 2. What the short one would be, were the
item as loved as in its longer past, is

    expected = long * (short of the platform / long of the platform)

where the platform's heats are those of all listeners together. That ratio is s / l in a steady
state; when everyone listens more, in the evening or on a growing platform, it rises with them, so
nothing trends by that alone.

    burst = log2((short + PRIOR) / (expected + PRIOR)), at least 0
    score = log2(1 + short) * (STEADY + burst)

Sources: the burst as observed against expected with pseudo-counts follows Hendrickson et al.,
"Trend Detection in Social Data" (Gnip, 2015); its baseline as a slower moving average is the
usual crossing of two averages; heats are Cormode et al., "Forward Decay" (ICDE 2009). Weighing by
the logarithm of size, and the constants, are ours: a twentyfold burst of a small item outweighs
any giant that stays what it is, a few listeners more or less do not.

Whoever plays an item many times in one hour is one listener of that hour. Who comes back hour after
hour counts once a day: the short heat counts for a ``share`` only, namely what the item's newest
listeners weigh if each counts once a day (UTC), at the latest hour, over what they weigh by the
hour. So who played it through every hour of a month adds 13 to the window of 30 days, not 260. The
long heat stays as it is, since what is heard by the same few again and again is to be expected. An
item that so many hear that one of them is no matter (``is_bounded``) is not looked at. And an item
needs several different listeners (``floor``), so nobody makes a trend alone.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

# Half-lives in hours, short and long, per window: a quarter of it, and that of the next one. For
# all that ever happened: the last month against everything before, undecayed.
HALF_LIVES = {"24h": (6, 42), "7d": (42, 180), "30d": (180, 720), "all": (720, math.inf)}

PRIOR = 10.0
STEADY = 0.1
FLOOR = 3
# Even where nearly nobody is active, what one person alone plays is told to nobody.
LEAST = 2
# One of so many who came every hour is no matter.
MANY = 20


@dataclass(frozen=True, slots=True)
class Warmth:
    """An item's two heats as seen from now, in listeners of age zero."""

    kind: str
    key: str
    recent: float
    past: float


@dataclass(frozen=True, slots=True)
class Scored:
    """An item with its trend score."""

    kind: str
    key: str
    score: float
    recent: float
    expected: float


def expectation(platform: Warmth) -> float:
    """What a long heat is to be multiplied with to give the short one that it lets expect.

    Without any listeners it is 0.
    """
    return platform.recent / platform.past if platform.past > 0 else 0.0


def score(recent: float, expected: float) -> float:
    """The trend score of an item with these heats; 0 and more."""
    recent, expected = max(0.0, recent), max(0.0, expected)
    burst = max(0.0, math.log2((recent + PRIOR) / (expected + PRIOR)))
    return math.log2(1 + recent) * (STEADY + burst)


def scored(items: Iterable[Warmth], factor: float) -> list[Scored]:
    """The items with their scores, best first; ``factor`` is from ``expectation``."""
    return ranked(
        Scored(item.kind, item.key, score(item.recent, expected), item.recent, expected)
        for item, expected in ((item, item.past * factor) for item in items)
    )


def ranked(items: Iterable[Scored]) -> list[Scored]:
    """Best first. Equal scores are ordered by heat, then by key: one state gives one list."""
    return sorted(items, key=lambda item: (-item.score, -item.recent, item.key))


def is_bounded(item: Scored, half_life: float) -> bool:
    """Whether few enough listeners may stand behind it for one of them to matter."""
    every_hour = 1 / (1 - 2 ** (-1 / half_life))
    return item.recent < MANY * every_hour


def bounded(item: Scored, share: float) -> Scored:
    """The item with only this share of its short heat, which never makes it score higher."""
    recent = item.recent * share
    return replace(item, recent=recent, score=score(recent, item.expected))


def floor(active_listeners: int) -> int:
    """How many different listeners an item needs: FLOOR, or all if fewer, but LEAST in any case."""
    return max(LEAST, min(FLOOR, active_listeners))
