"""What reports may be asked for in the query string."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext

from analytics.windows import Window, window_named
from common.errors import InvalidInput

MAX_DIGITS = 18


class BadQuery(InvalidInput):
    """A parameter of the query string makes no sense; ``detail`` names it."""

    code = "bad_query"

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name}: {sentence}", detail={name: [sentence]})


def window_of(query: Mapping[str, str], *, default: str) -> Window:
    """``?window=``, ending now. Raises BadWindow."""
    return window_named(query.get("window", default), datetime.now(UTC))


def number_of(query: Mapping[str, str], name: str, *, default: int, most: int) -> int:
    """A whole number from 1 to ``most``. Raises BadQuery."""
    value = query.get(name, str(default))
    is_number = value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS
    if not is_number or not 1 <= int(value) <= most:
        raise BadQuery(name, gettext("A whole number from 1 to %(most)d.") % {"most": most})
    return int(value)


def moment_of(query: Mapping[str, str], name: str) -> datetime | None:
    """A moment in ISO 8601, UTC unless it says otherwise, or None. Raises BadQuery."""
    value = query.get(name)
    if not value:
        return None
    try:
        # An offset's plus sign arrives as a space where the client did not escape it.
        at = datetime.fromisoformat(value.replace(" ", "+") if "T" in value else value)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadQuery(name, gettext("A moment in ISO 8601 is expected.")) from None


def zone_of(query: Mapping[str, str]) -> ZoneInfo:
    """``?tz=``, a name of the IANA time zone database; UTC by default. Raises BadQuery."""
    try:
        return ZoneInfo(query.get("tz") or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadQuery("tz", gettext("A time zone such as Europe/Paris is expected.")) from None
