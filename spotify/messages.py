"""What goes over the wire, as plain data. Neither shows a token when printed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from spotify.errors import Unreadable

_LONGEST_COMPLAINT = 200

# A proxy may echo what we sent. Tokens and secrets are longer than this, ids and words shorter.
_CREDENTIAL = re.compile(r"[\w+/=-]{30,}")


class Group(StrEnum):
    """The endpoints that Spotify limits together, as far as we know."""

    SEARCH = "search"
    ARTIST_ALBUMS = "artist_albums"
    OTHER = "other"
    TOKEN = "token"  # noqa: S105 - the name of a group


@dataclass(frozen=True, slots=True)
class Request:
    """One call; the authorisation travels beside it."""

    group: Group
    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    form: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Response:
    """One answer; ``retry_after`` is in seconds. The body may hold JSON, plain text or nothing."""

    status: int
    body: str = field(default="", repr=False)
    retry_after: float | None = None

    @property
    def ok(self) -> bool:
        """Whether Spotify did what was asked."""
        return 200 <= self.status < 300

    def mapping(self) -> dict[str, Any]:
        """The body as a JSON object; raises ``Unreadable`` if it is anything else."""
        content = self._content()
        if not isinstance(content, dict):
            raise Unreadable
        return content

    @property
    def complaint(self) -> str:
        """What Spotify says about a failure: message and reason, or the text as it came."""
        content = self._content()
        error = content.get("error") if isinstance(content, dict) else None
        if isinstance(error, dict):
            parts = [error.get("message"), error.get("reason")]
        elif isinstance(error, str):  # the shape of the token service
            parts = [error, content.get("error_description")]
        else:
            parts = [self.body]
        words = " ".join(part for part in parts if isinstance(part, str))
        return _CREDENTIAL.sub("...", " ".join(words.split()))[:_LONGEST_COMPLAINT]

    def _content(self) -> Any:
        """The body read as JSON; None if it is something else."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None
