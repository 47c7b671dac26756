"""The daily budget and how it is spread over the day."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.tests.parallel import at_once
from common.upstream.budget import allowance, share_that_allows
from spotify.errors import BudgetSpent

MIDNIGHT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: datetime = MIDNIGHT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def budget(client_for, standin, clock):
    return client_for(standin, daily_budget=100, clock=clock).budget


def spend(budget) -> int:
    """Take until nothing is left; gives how many calls that were."""
    taken = 0
    while True:
        try:
            budget.take()
        except BudgetSpent:
            return taken
        taken += 1


def test_a_burst_gets_a_quarter_of_the_budget(budget):
    assert spend(budget) == 25


def test_the_rest_comes_evenly_over_the_day(budget, clock):
    amounts = []
    for hour in (0, 6, 12, 18, 23):
        clock.now = MIDNIGHT.replace(hour=hour)
        amounts.append(spend(budget))
    assert amounts == [25, 18, 19, 19, 15]


def test_the_day_never_gets_more_than_the_budget(budget, clock):
    clock.now = MIDNIGHT + timedelta(hours=23, minutes=59, seconds=59)
    assert spend(budget) == 99
    clock.now = MIDNIGHT + timedelta(days=1)
    assert spend(budget) == 25


def test_a_refusal_says_when_there_is_room_again(budget, clock):
    spend(budget)
    with pytest.raises(BudgetSpent) as caught:
        budget.take()
    clock.now += timedelta(seconds=caught.value.retry_after - 2)
    assert spend(budget) == 0
    clock.now += timedelta(seconds=2.1)
    assert spend(budget) == 1


def test_a_spent_day_says_wait_until_midnight(budget, clock):
    clock.now = MIDNIGHT + timedelta(hours=20)
    budget.add(100)
    with pytest.raises(BudgetSpent) as caught:
        budget.take()
    assert caught.value.retry_after == pytest.approx(4 * 3600)


def test_the_day_is_in_utc_whatever_the_clocks_zone(budget, clock):
    clock.now = datetime.fromisoformat("2026-11-01T01:00:00+02:00")
    budget.add(3)
    clock.now = datetime(2026, 10, 31, 23, 0, tzinfo=UTC)
    assert budget.today().used == 3


def test_use_is_remembered_by_day(budget, clock):
    for day in range(3):
        clock.now = MIDNIGHT + timedelta(days=day)
        budget.add(day + 1)
    assert list(budget.history().values())[:4] == [3, 2, 1, 0]


def test_twenty_threads_get_no_more_than_the_allowance(budget):
    taken = at_once(20, lambda: [spend(budget)])
    assert sum(number for (number,) in taken) == 25


def test_a_spent_budget_makes_no_call_of_any_kind(client_for, standin):
    client = client_for(standin, daily_budget=1, clock=Clock())
    client.budget.take()
    with pytest.raises(BudgetSpent) as caught:
        client.search("love")
    assert caught.value.retryable
    assert standin.calls()["total"] == 0


def test_token_calls_do_not_count(client):
    client.search("love")
    assert client.budget.today().used == 1


def test_repeats_count(client, standin):
    standin.fault("server_error", match="search", times=2)
    client.search("love")
    assert client.budget.today().used == 3


def test_a_call_that_was_not_made_for_want_of_a_token_does_not_count(client, standin):
    standin.fault("invalid_client", match="token")
    with pytest.raises(Exception, match="client id"):
        client.search("love")
    assert client.budget.today().used == 0


@given(limit=st.integers(1, 5_000), share=st.floats(0, 1))
def test_the_allowance_stays_between_one_and_the_limit(limit, share):
    assert 1 <= allowance(limit, share) <= limit


@given(limit=st.integers(1, 5_000), first=st.floats(0, 1), second=st.floats(0, 1))
def test_the_allowance_never_shrinks_during_a_day(limit, first, second):
    early, late = sorted((first, second))
    assert allowance(limit, early) <= allowance(limit, late)


@given(limit=st.integers(1, 5_000), data=st.data())
def test_the_waiting_time_is_long_enough(limit, data):
    calls = data.draw(st.integers(1, limit))
    share = share_that_allows(limit, calls)
    assert allowance(limit, min(share + 1e-9, 1.0)) >= calls


def test_nothing_beyond_the_limit_is_allowed_on_the_same_day():
    assert share_that_allows(100, 101) == 1.0
    assert share_that_allows(1, 2) == 1.0
