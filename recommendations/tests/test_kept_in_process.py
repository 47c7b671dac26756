"""Answers that a process keeps."""

from itertools import count

import pytest
from django.db import OperationalError

from recommendations.kept_in_process import KeptInProcess


def numbers_then_outage(last):
    """1, 2, ... up to ``last``; from then on the database is away."""
    numbers = count(1)

    def make():
        number = next(numbers)
        if number > last:
            raise OperationalError("away")
        return number

    return make


def test_it_is_made_once():
    kept = KeptInProcess(numbers_then_outage(9), seconds=60)
    assert [kept.get(), kept.get()] == [1, 1]


def test_what_is_old_is_made_again():
    kept = KeptInProcess(numbers_then_outage(9), seconds=0)
    assert [kept.get(), kept.get()] == [1, 2]


def test_what_was_forgotten_is_made_again():
    kept = KeptInProcess(numbers_then_outage(9), seconds=60)
    kept.get()
    kept.forget()
    assert kept.get() == 2


def test_without_the_database_an_old_answer_stays():
    kept = KeptInProcess(numbers_then_outage(1), seconds=0)
    assert [kept.get(), kept.get()] == [1, 1]


def test_without_the_database_and_an_old_answer_the_error_is_raised():
    with pytest.raises(OperationalError):
        KeptInProcess(numbers_then_outage(0), seconds=60).get()
