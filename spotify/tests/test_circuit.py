"""Leaving Spotify alone for as long as it says."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from common.tests.parallel import at_once
from spotify.errors import CircuitOpen, QuotaExceeded, Throttled
from spotify.messages import Group


def trip(client, standin, kind="rate_limited", **order):
    """Let one search run into a limit; gives the error that it met."""
    standin.fault(kind, match="search", **order)
    with pytest.raises(Throttled) as caught:
        client.search("love")
    return caught.value


def test_no_further_call_goes_out_until_retry_after(client, standin, calls):
    error = trip(client, standin, retry_after=74_214)
    assert error.retry_after == pytest.approx(74_214, abs=5)
    for _ in range(5):
        with pytest.raises(CircuitOpen) as caught:
            client.search("love")
        assert caught.value.retry_after == pytest.approx(74_214, abs=5)
    assert calls()["search"] == 1


def test_a_retry_after_of_many_days_is_honoured(client, standin):
    assert trip(client, standin, retry_after=1_000_000).retry_after > 999_990


def test_a_retry_after_may_be_a_date(client, standin):
    date = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    assert trip(client, standin, retry_after=date).retry_after == pytest.approx(7_200, abs=5)


def test_a_429_in_plain_text_counts_too(client, standin):
    assert trip(client, standin, "plain_text_429", retry_after=600).retry_after > 590


@pytest.mark.parametrize("nonsense", ["", "soon"])
def test_a_429_that_gives_no_time_pauses_half_a_minute(client, standin, nonsense):
    assert trip(client, standin, retry_after=nonsense).retry_after == pytest.approx(30, abs=2)


def test_calls_go_out_again_when_the_time_is_over(client, standin):
    error = trip(client, standin, retry_after=1)
    time.sleep(error.retry_after)
    assert client.search("love").tracks


def test_another_process_sees_the_circuit(client, client_for, standin, calls):
    trip(client, standin, retry_after=74_214)
    with pytest.raises(CircuitOpen):
        client_for(standin).search("love")
    assert calls()["search"] == 1


def test_other_endpoint_groups_go_on(client, standin):
    track = client.search("love").tracks[0]
    trip(client, standin, retry_after=74_214)
    assert client.track(track.id) == track


def test_a_shorter_wait_does_not_shorten_a_longer_one(client):
    client.circuits.open(Group.SEARCH, 900, "first")
    client.circuits.open(Group.SEARCH, 10, "second")
    opening = client.circuits.opening(Group.SEARCH)
    assert opening.reason == "first"
    assert opening.seconds_left > 800


def test_operators_can_read_and_close_a_circuit(client, standin):
    trip(client, standin, retry_after=74_214)
    (opening,) = client.status().open_circuits
    assert (opening.group, opening.reason) == (Group.SEARCH, "spotify_throttled")
    client.circuits.close(Group.SEARCH)
    assert client.search("love").tracks


def test_a_spent_quota_pauses_a_quarter_of_an_hour_doubling_to_a_day(client, standin):
    pauses = []
    for _ in range(9):
        error = trip(client, standin, "quota_exceeded")
        assert isinstance(error, QuotaExceeded)
        pauses.append(round(error.retry_after / 60))
        client.circuits.close(Group.SEARCH)
    assert pauses == [15, 30, 60, 120, 240, 480, 960, 1_440, 1_440]


def test_the_doubling_is_forgotten_after_a_success(client, standin):
    for _ in range(3):
        trip(client, standin, "quota_exceeded")
        client.circuits.close(Group.SEARCH)
    client.search("love")
    assert trip(client, standin, "quota_exceeded").retry_after == pytest.approx(900, abs=5)


def test_the_pause_for_a_spent_quota_ends_by_itself(client_for, standin):
    client = client_for(standin, quota_pause=0.2)
    time.sleep(trip(client, standin, "quota_exceeded").retry_after)
    assert client.search("love").tracks


def test_calls_under_way_together_double_the_pause_once(client):
    def exceed() -> float | None:
        error = QuotaExceeded()
        client.circuits.trip(Group.SEARCH, error)
        return error.retry_after

    assert at_once(20, exceed) == [pytest.approx(900, abs=5)] * 20
    client.circuits.close(Group.SEARCH)
    assert exceed() == pytest.approx(1_800, abs=5)


def test_a_spent_quota_that_gives_a_time_is_taken_at_its_word(client, standin):
    error = trip(client, standin, "quota_exceeded", retry_after=5_000)
    assert error.retry_after == pytest.approx(5_000, abs=5)


def test_an_open_circuit_costs_no_budget(client, standin):
    trip(client, standin, retry_after=74_214)
    with pytest.raises(CircuitOpen):
        client.search("love")
    assert client.budget.today().used == 1
