"""Reads the Retry-After header (RFC 9110, section 10.2.3)."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 366 * 86_400.0  # keeps nonsense within what Redis takes as an expiry


def seconds_to_wait(header: str | None, now: datetime) -> float | None:
    """Seconds from ``now`` (aware) that the header asks for; None if it says nothing readable.

    The header holds seconds or an HTTP date. Never less than one second, so that "0" and a date
    that has just passed do not start a tight loop.
    """
    text = (header or "").strip()
    seconds = float(text) if text.isdecimal() else _seconds_until(text, now)
    return None if seconds is None else min(max(seconds, 1.0), _LONGEST)


def _seconds_until(text: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - now).total_seconds()
