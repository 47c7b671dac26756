"""Counts that all processes add to."""

from common import tallies
from common.redis_client import redis_client


def test_what_several_add_is_added_up():
    tallies.add("things", {("small", "red"): 2, ("large", "red"): 0.5})
    tallies.add("things", {("small", "red"): 1})
    assert tallies.read("things") == {("small", "red"): 3, ("large", "red"): 0.5}


def test_what_nobody_counted_is_nothing():
    assert tallies.read("things") == {}


def test_a_tally_expires():
    tallies.add("things", {("small",): 1})
    assert redis_client().ttl("music:tally:things") > 80 * 86_400


def test_without_redis_a_count_is_lost_and_the_log_says_so(redis_away, caplog):
    tallies.add("things", {("small",): 1})
    assert "things were not counted" in caplog.text
