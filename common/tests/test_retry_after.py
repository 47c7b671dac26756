"""The Retry-After header in the forms that occur."""

from datetime import UTC, datetime

import pytest

from common.upstream.retry_after import seconds_to_wait

NOW = datetime(2026, 11, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [1, 30, 74_214, 86_400, 1_000_000])
def test_seconds_of_any_length_are_taken_as_they_are(seconds):
    assert seconds_to_wait(str(seconds), NOW) == seconds


@pytest.mark.parametrize(
    "date", ["Sun, 01 Nov 2026 12:02:00 GMT", "Sun, 01 Nov 2026 13:02:00 +0100"]
)
def test_a_date_is_the_time_until_then(date):
    assert seconds_to_wait(date, NOW) == 120


def test_a_date_without_a_zone_is_in_utc():
    assert seconds_to_wait("Sun, 01 Nov 2026 12:02:00 -0000", NOW) == 120


@pytest.mark.parametrize("header", ["0", " 0 ", "Sun, 01 Nov 2026 11:59:59 GMT"])
def test_no_time_at_all_is_one_second(header):
    assert seconds_to_wait(header, NOW) == 1


@pytest.mark.parametrize("header", [None, "", "soon", "-5", "1.5e3", "nan", "inf"])
def test_what_cannot_be_read_says_nothing(header):
    assert seconds_to_wait(header, NOW) is None


@pytest.mark.parametrize("header", ["9" * 30, "9" * 5_000, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_nonsense_is_cut_to_a_year(header):
    assert seconds_to_wait(header, NOW) == 366 * 86_400
