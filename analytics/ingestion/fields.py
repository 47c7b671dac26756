"""How single fields of an event are read. Pure; each raises an error that names the field."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

from django.utils.translation import gettext

from analytics.ingestion import errors
from common.errors import DomainError

MAX_METADATA_BYTES = 4096
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
CLOCK_SKEW = timedelta(minutes=5)
MAX_ID = 2**63 - 1
_COMPACT = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def text(event: Mapping[str, Any], name: str, longest: int, *, required: bool = True) -> str:
    """The field, trimmed, of at most ``longest`` characters; empty where it may be and is."""
    value = event.get(name)
    if value is None:
        value = ""
    if not isinstance(value, str):
        _refuse(errors.WrongType, name, gettext("A text is expected."))
    value = value.strip()
    if required and not value:
        _refuse(errors.FieldMissing, name, gettext("This field is required."))
    if len(value) > longest:
        _refuse(errors.TooLong, name, gettext("At most %(most)d characters.") % {"most": longest})
    if not value.isascii() or "\x00" in value:
        check_text(value, name)
    return value


def whole_number(event: Mapping[str, Any], name: str, least: int, most: int) -> int | None:
    """The field as an int between the two, or None where it is absent."""
    value = event.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        _refuse(errors.WrongType, name, gettext("A whole number is expected."))
    if not least <= value <= most:
        _refuse(
            errors.OutOfRange,
            name,
            gettext("From %(least)d to %(most)d.") % {"least": least, "most": most},
        )
    return value


def moment(event: Mapping[str, Any], name: str, now: datetime) -> datetime | None:
    """The field as a moment in UTC, or None where it is absent; without an offset it is UTC."""
    value = event.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        _refuse(errors.WrongType, name, gettext("A text is expected."))
    try:
        at = datetime.fromisoformat(value)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        _refuse(errors.BadTimestamp, name, gettext("A moment in ISO 8601 is expected."))
    if at < EARLIEST:
        _refuse(
            errors.TimestampTooOld, name, gettext("Not before %(year)d.") % {"year": EARLIEST.year}
        )
    if at > now + CLOCK_SKEW:
        _refuse(errors.TimestampInFuture, name, gettext("More than 5 minutes in the future."))
    return at


def metadata(event: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The field as an object, empty where it is absent.

    It is measured as the shortest JSON that says the same, in UTF-8: MAX_METADATA_BYTES at most.
    """
    value = event.get(name)
    if not value and (value is None or isinstance(value, dict)):
        return {}
    if not isinstance(value, dict):
        _refuse(errors.WrongType, name, gettext("An object is expected."))
    try:
        raw = _COMPACT.encode(value)
    except ValueError:  # 1e400 arrives as infinity, which is not JSON
        _refuse(errors.BadMetadata, name, gettext("A number is too large."))
    if "\\u0000" in raw:  # PostgreSQL's jsonb holds no NUL
        check_text(_all_text(value), name)
    if len(check_text(raw, name)) > MAX_METADATA_BYTES:
        _refuse(
            errors.MetadataTooLarge,
            name,
            gettext("At most %(most)d bytes as JSON.") % {"most": MAX_METADATA_BYTES},
        )
    return value


def check_text(value: str, name: str) -> bytes:
    """The text in UTF-8; raise BadText for what PostgreSQL could not store."""
    if "\x00" in value:
        _refuse(errors.BadText, name, gettext("The NUL character is not allowed."))
    try:
        return value.encode()
    except UnicodeEncodeError:
        _refuse(errors.BadText, name, gettext("Half a surrogate pair is not a character."))


def _all_text(value: Any) -> str:
    """Every key and every text in a JSON value, joined."""
    if isinstance(value, dict):
        return "".join(f"{key}{_all_text(child)}" for key, child in value.items())
    if isinstance(value, list):
        return "".join(map(_all_text, value))
    return value if isinstance(value, str) else ""


def _refuse(error: type[DomainError], name: str, sentence: str) -> NoReturn:
    raise error(sentence, detail={name: [sentence]})
