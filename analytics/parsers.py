"""How batches of events are read: JSON, also compressed."""

import io
import zlib
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from rest_framework.exceptions import ParseError, UnsupportedMediaType

from common.exception_handler import BodyTooLarge
from common.parsers import StrictJSONParser

_GZIP_ONLY = 16 + zlib.MAX_WBITS


class CompressedJSONParser(StrictJSONParser):
    """StrictJSONParser for bodies with ``Content-Encoding: gzip`` or none.

    MAX_BODY_BYTES bounds the body before and after unpacking. Raises ParseError, BodyTooLarge,
    and UnsupportedMediaType (415) for other encodings.
    """

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """Return the parsed body."""
        encoding = stream.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding == "identity":
            return super().parse(stream, media_type, parser_context)
        if encoding != "gzip":
            raise UnsupportedMediaType(encoding, gettext("Content-Encoding is gzip or none."))
        return super().parse(io.BytesIO(unpacked(stream.body)), media_type, parser_context)


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
