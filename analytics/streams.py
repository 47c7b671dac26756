"""What a play amounts to: a stream, an early skip, a neutral next. Pure, and one versioned rule.

Events keep ``ms_played``, ``duration_ms`` and ``reason_end`` as they came, so a later rule can
derive history anew: raise RULE_VERSION, change the rule in both languages below, rebuild the
rollups.

Sources. Thirty seconds make a stream: Spotify for Artists, "How we count streams". Half of a
track or four minutes, whichever comes first, make a listen: Last.fm's and ListenBrainz's rule
for scrobbles. That a track shorter than thirty seconds counts at 90 % is ours.
"""

from enum import StrEnum

RULE_VERSION = 1

STREAM_MS = 30_000
LISTEN_MS = 240_000

# What Spotify's account export calls the ends that the listener's own hand made.
BY_HAND = frozenset({"fwdbtn", "backbtn", "clickrow", "playbtn", "remote", "skip"})


class Ending(StrEnum):
    """How a play ended, as far as taste is concerned."""

    EARLY_SKIP = "early_skip"
    NEUTRAL_NEXT = "neutral_next"
    OTHER = "other"


def is_stream(action: str, ms_played: int | None, duration_ms: int | None) -> bool:
    """Whether a play lasted long enough; unknown lengths are none."""
    if action != "play" or ms_played is None:
        return False
    if ms_played >= STREAM_MS:
        return True
    short = duration_ms is not None and 0 < duration_ms < STREAM_MS
    return short and ms_played * 10 >= (duration_ms or 0) * 9


# The same in SQL, over a row with these columns.
IS_STREAM_SQL = f"""
(action = 'play' AND ms_played IS NOT NULL AND (
    ms_played >= {STREAM_MS}
    OR (duration_ms > 0 AND duration_ms < {STREAM_MS}
        AND ms_played::bigint * 10 >= duration_ms::bigint * 9)))
"""


def ending(action: str, ms_played: int | None, duration_ms: int | None, reason_end: str) -> Ending:
    """How a play or skip ended: by hand before 30 s, by hand once heard enough, or otherwise."""
    by_hand = action == "skip" or reason_end in BY_HAND
    if not by_hand or ms_played is None:
        return Ending.OTHER
    if ms_played >= LISTEN_MS or (duration_ms and ms_played * 2 >= duration_ms):
        return Ending.NEUTRAL_NEXT
    return Ending.EARLY_SKIP if ms_played < STREAM_MS else Ending.OTHER


# Whether ``ending`` says early skip, in SQL over a row with these columns.
IS_EARLY_SKIP_SQL = f"""
(action IN ('play', 'skip') AND ms_played IS NOT NULL AND ms_played < {STREAM_MS}
    AND (action = 'skip' OR reason_end IN ({", ".join(f"'{end}'" for end in sorted(BY_HAND))}))
    AND (duration_ms IS NULL OR duration_ms = 0 OR ms_played::bigint * 2 < duration_ms))
"""

# What a listener's taste is read from. Of an event whose length nobody told, all that can be known
# is what its sender called it.
COUNTS_AS_STREAM_SQL = f"({IS_STREAM_SQL} OR (action = 'play' AND ms_played IS NULL))"
COUNTS_AS_SKIP_SQL = f"({IS_EARLY_SKIP_SQL} OR (action = 'skip' AND ms_played IS NULL))"
