"""What operators see."""

from dataclasses import asdict

import pytest

from spotify.errors import Throttled
from spotify.messages import Group


def test_before_the_first_call_nothing_is_known(client, standin):
    status = client.status()
    assert status.budget.used == 0
    assert status.open_circuits == ()
    assert (status.recommendations, status.page_size) == (None, "untried")
    assert status.token_seconds_left is None
    assert standin.calls()["total"] == 0


def test_after_calls_it_shows_what_they_left(client, standin):
    client.search("love")
    standin.fault("rate_limited", match="artist", retry_after=600)
    with pytest.raises(Throttled):
        client.artist("0" * 22)
    status = client.status()
    assert status.budget.used == 2
    assert status.budget.left_now == status.budget.allowed_by_now - 2
    assert [opening.group for opening in status.open_circuits] == [Group.OTHER]
    assert status.token_seconds_left > 3_500


def test_it_can_be_turned_into_plain_data(client):
    plain = asdict(client.status())
    assert plain["budget"]["limit"] == 500
    assert len(plain["calls_by_day"]) == 14
