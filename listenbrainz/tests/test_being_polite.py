"""What ListenBrainz says of its limits is obeyed by all processes, and nothing is repeated."""

import pytest

from devstack.process import free_port
from listenbrainz.errors import (
    BudgetSpent,
    CircuitOpen,
    Refused,
    Throttled,
    Unreachable,
    Unreadable,
)
from listenbrainz.gate import Group


def meet(client, standin, fault, kind):
    """Let one call run into a fault; gives the error."""
    standin.fault(fault)
    with pytest.raises(kind) as caught:
        client.similar_tags("rock")
    return caught.value


def test_after_a_429_nobody_calls_until_the_window_is_over(client, client_for, standin):
    error = meet(client, standin, "rate_limited", Throttled)
    assert error.retry_after == pytest.approx(7, abs=1)
    for each in (client, client_for(standin)):
        with pytest.raises(CircuitOpen) as caught:
            each.similar_tags("jazz")
        assert caught.value.retry_after <= 7
    assert len(standin.calls) == 1


def test_the_last_call_of_a_window_is_answered_and_the_next_waits(client, standin):
    standin.fault("last_in_window")
    assert client.similar_tags("rock")
    with pytest.raises(CircuitOpen) as caught:
        client.similar_tags("jazz")
    assert caught.value.retry_after == pytest.approx(6, abs=1)


@pytest.mark.parametrize(("fault", "wait"), [("unavailable", 120), ("server_error", 300)])
def test_a_fault_of_theirs_gives_them_time_and_is_not_tried_again(client, standin, fault, wait):
    error = meet(client, standin, fault, Unreachable)
    assert error.retry_after == pytest.approx(wait, abs=2)
    assert len(standin.calls) == 1


def test_nobody_at_home_is_unreachable(client_for, standin):
    client = client_for(standin, labs_url=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(Unreachable):
        client.similar_tags("rock")


def test_what_they_do_not_accept_is_not_sent_again_for_an_hour(client, standin):
    error = meet(client, standin, "bad_request", Refused)
    assert error.retry_after == pytest.approx(3600, abs=2)


@pytest.mark.parametrize("fault", ["broken_json", "other_json"])
def test_a_malformed_answer_is_an_error_and_the_next_call_goes_out(client, standin, fault):
    meet(client, standin, fault, Unreadable)
    assert client.similar_tags("rock")


def test_odd_rows_are_passed_over(client, standin):
    standin.fault("odd_rows")
    assert client.similar_tags("rock") == ()


def test_the_two_hosts_are_limited_apart(client, standin):
    meet(client, standin, "rate_limited", Throttled)
    assert client.artist_mbid("AC/DC", "Let There Be Rock")


def test_a_spent_budget_makes_no_call(client_for, standin):
    client = client_for(standin, daily_budget=1)
    client.similar_tags("rock")
    with pytest.raises(BudgetSpent) as caught:
        client.similar_tags("rock")
    assert caught.value.retry_after > 0
    assert len(standin.calls) == 1


def test_an_operator_can_close_a_circuit(client, standin):
    meet(client, standin, "bad_request", Refused)
    client.circuits.close(Group.LABS)
    assert client.similar_tags("rock")
