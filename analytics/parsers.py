"""How events are read: JSON, also compressed, and of a list each by itself."""

import zlib
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from rest_framework.exceptions import ParseError, UnsupportedMediaType

from analytics.ingestion import errors
from analytics.ingestion.recording import MAX_EVENTS
from common import strict_json
from common.errors import DomainError
from common.exception_handler import BodyTooLarge
from common.parsers import StrictJSONParser, body_of
from common.strict_json_lists import BadElement, elements, is_list

_GZIP_ONLY = 16 + zlib.MAX_WBITS
_CODES: dict[type[strict_json.BadValue], type[DomainError]] = {
    strict_json.BadText: errors.BadText,
    strict_json.BadNumber: errors.BadNumber,
    strict_json.TooDeep: errors.TooDeep,
}


class EventsParser(StrictJSONParser):
    """``events_in`` of bodies with ``Content-Encoding: gzip`` or none.

    MAX_BODY_BYTES bounds the body before and after unpacking. Raises ParseError, BodyTooLarge,
    and UnsupportedMediaType (415) for other encodings.
    """

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """Return the parsed body."""
        encoding = stream.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding == "identity":
            return events_in(body_of(stream))
        if encoding != "gzip":
            raise UnsupportedMediaType(encoding, gettext("Content-Encoding is gzip or none."))
        return events_in(unpacked(body_of(stream)))


def events_in(raw: bytes) -> Any:
    """What a body holds. In a list, an event that no body may hold is there as its error.

    The whole is read first, as any body: nearly always that is all there is to do. Raises
    ParseError where a body is no JSON, or is not taken and no list.
    """
    try:
        return strict_json.read(raw)
    except strict_json.BadValue:
        if not is_list(raw):
            raise
    # One more than is taken, so that there are seen to be too many.
    return [_as_error(element) for element in elements(raw, MAX_EVENTS + 1)]


def unpacked(packed: bytes) -> bytes:
    """The content of one gzip member, of at most MAX_BODY_BYTES; never more is unpacked."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    unpacker = zlib.decompressobj(_GZIP_ONLY)
    try:
        content = unpacker.decompress(packed, most + 1)
    except zlib.error:
        raise ParseError(gettext("The body is not gzip.")) from None
    if len(content) > most:
        raise BodyTooLarge(gettext("The body is too large once unpacked."))
    if not unpacker.eof or unpacker.unused_data:
        raise ParseError(gettext("The body is not one whole gzip member."))
    return content


def _as_error(element: Any) -> Any:
    """The element, or for a BadElement the error that its verdict shall tell."""
    if not isinstance(element, BadElement):
        return element
    sentence = str(element.reason.detail)
    detail = {element.field: [sentence]} if element.field else None
    return _CODES[type(element.reason)](sentence, detail=detail)
