"""What a play amounts to."""

from itertools import product

import pytest

from analytics.sql import fetch
from analytics.streams import IS_EARLY_SKIP_SQL, IS_STREAM_SQL, Ending, ending, is_stream


@pytest.mark.parametrize(
    ("ms_played", "duration_ms", "counts"),
    [
        (30_000, 200_000, True),
        (29_999, 200_000, False),
        (30_000, None, True),
        (None, 200_000, False),
        (18_000, 20_000, True),
        (17_999, 20_000, False),
        (0, 0, False),
    ],
)
def test_thirty_seconds_or_most_of_a_short_track_make_a_stream(ms_played, duration_ms, counts):
    assert is_stream("play", ms_played, duration_ms) is counts


def test_only_a_play_is_a_stream():
    assert not is_stream("like", 60_000, 200_000)


@pytest.mark.django_db
def test_the_rule_is_the_same_in_sql():
    lengths = [None, 0, 1, 17_999, 18_000, 20_000, 29_999, 30_000, 200_000]
    for action, ms_played, duration_ms in product(["play", "skip"], lengths, lengths):
        values = {"action": action, "ms": ms_played, "duration": duration_ms}
        ((in_sql,),) = fetch(
            f"SELECT coalesce({IS_STREAM_SQL}, false) FROM (SELECT %(action)s AS action, "  # noqa: S608
            "%(ms)s::int AS ms_played, %(duration)s::int AS duration_ms) AS event",
            values,
        )
        assert in_sql is is_stream(action, ms_played, duration_ms), values


@pytest.mark.parametrize(
    ("ms_played", "duration_ms", "reason", "how"),
    [
        (5_000, 200_000, "fwdbtn", Ending.EARLY_SKIP),
        (45_000, 200_000, "fwdbtn", Ending.OTHER),
        (100_000, 200_000, "fwdbtn", Ending.NEUTRAL_NEXT),
        (240_000, 900_000, "clickrow", Ending.NEUTRAL_NEXT),
        (5_000, 200_000, "trackdone", Ending.OTHER),
        (None, 200_000, "fwdbtn", Ending.OTHER),
    ],
)
def test_an_ending_by_hand_is_judged_by_how_much_was_heard(ms_played, duration_ms, reason, how):
    assert ending("play", ms_played, duration_ms, reason) is how


def test_a_skip_is_by_hand_whatever_the_player_says():
    assert ending("skip", 5_000, 200_000, "") is Ending.EARLY_SKIP


@pytest.mark.django_db
def test_what_an_early_skip_is_is_the_same_in_sql():
    lengths = [None, 0, 1, 17_999, 20_000, 29_999, 30_000, 200_000]
    reasons = ["", "fwdbtn", "trackdone"]
    for action, played, duration, reason in product(["play", "skip"], lengths, lengths, reasons):
        values = {"action": action, "ms": played, "duration": duration, "reason": reason}
        ((in_sql,),) = fetch(
            f"SELECT coalesce({IS_EARLY_SKIP_SQL}, false) FROM (SELECT %(action)s AS action, "  # noqa: S608
            "%(ms)s::int AS ms_played, %(duration)s::int AS duration_ms, "
            "%(reason)s AS reason_end) AS event",
            values,
        )
        early = ending(action, played, duration, reason) is Ending.EARLY_SKIP
        assert in_sql is early, values
