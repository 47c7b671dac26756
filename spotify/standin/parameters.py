"""Reading and refusing query parameters as Spotify does."""

from collections.abc import Mapping

from spotify.standin.identifiers import is_identifier
from spotify.standin.markets import CODES
from spotify.standin.messages import Refused

FARTHEST = 1000  # the item at which search ends


def read_limit(parameters: Mapping[str, str], *, default: int, most: int) -> int:
    """``limit`` from 1 to ``most``; anything else is refused."""
    return _read_whole(parameters, "limit", default=default, least=1, most=most)


def read_offset(parameters: Mapping[str, str], *, most: int = 2**31 - 1) -> int:
    """``offset`` from 0; a negative one or a word is refused."""
    return _read_whole(parameters, "offset", default=0, least=0, most=most)


def refuse_far_pages(limit: int, offset: int) -> None:
    """Search ends at the thousandth item, whatever ``total`` says."""
    if limit + offset > FARTHEST:
        raise Refused(400, f"Limit + Offset exceeds maximum of {FARTHEST}")


def read_market(parameters: Mapping[str, str]) -> str | None:
    """A country code, or ``None`` where none was sent."""
    market = parameters.get("market")
    if market is not None and market.upper() not in CODES:
        raise Refused(400, "Invalid market code")
    return market


def read_identifiers(parameters: Mapping[str, str], *, most: int) -> list[str]:
    """The ids of a batch call."""
    identifiers = [i for i in parameters.get("ids", "").split(",") if i]
    if not identifiers:
        raise Refused(400, "Missing required field: ids")
    if len(identifiers) > most:
        raise Refused(400, "Too many ids requested")
    for identifier in identifiers:
        refuse_malformed(identifier)
    return identifiers


def refuse_malformed(identifier: str) -> None:
    """An id must have the shape of one before anything is looked up."""
    if not is_identifier(identifier):
        raise Refused(400, "Invalid base62 id")


def read_number(parameters: Mapping[str, str], name: str) -> float:
    """A number such as ``target_energy``."""
    try:
        return float(parameters[name])
    except ValueError:
        raise Refused(400, f"Invalid value for {name}") from None


def _read_whole(
    parameters: Mapping[str, str], name: str, *, default: int, least: int, most: int
) -> int:
    text = parameters.get(name)
    if text is None:
        return default
    try:
        number = int(text)
    except ValueError:
        raise Refused(400, f"Invalid {name}") from None
    if not least <= number <= most:
        raise Refused(400, f"Invalid {name}")
    return number
