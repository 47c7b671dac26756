"""How request bodies are read."""

from typing import Any

from rest_framework.parsers import BaseParser

from common import strict_json


class StrictJSONParser(BaseParser):
    """JSON that every later step can trust; anything else is refused with 400: ``strict_json``."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """Return the parsed body; raise ParseError with the reason."""
        return strict_json.read(body_of(stream))


def body_of(stream: Any) -> bytes:
    """The bytes of what Django REST framework hands to a parser: a request, or a stream."""
    return stream.body if hasattr(stream, "body") else stream.read()
