"""Tags of answers, and what a request says of the ones it knows (RFC 9110, section 13).

A tag stands for the content, not for its compressed bytes: Nginx marks the tag of an answer that it
compresses as weak, and a client sends it back so. That mark is therefore overlooked everywhere,
also where the RFC would have If-Match fail by it.
"""

import hashlib

from django.utils.http import parse_etags

from common.errors import PreconditionFailed


def digest(*parts: bytes) -> str:
    """A short name for this content and no other: 18 hexadecimal digits."""
    state = hashlib.blake2b(digest_size=9)
    for part in parts:
        state.update(part)
    return state.hexdigest()


def strong_tag(content: bytes) -> str:
    """The ETag of an answer that is these bytes."""
    return f'"{digest(content)}"'


def weak_tag(content: bytes) -> str:
    """The ETag of all answers that say as much as these bytes do."""
    return f'W/"{digest(content)}"'


def names(header: str, tag: str) -> bool:
    """Whether an If-None-Match or If-Match header names the tag, or any (``*``)."""
    if header == tag:
        return True
    known = parse_etags(header)
    return known == ["*"] or _opaque(tag) in map(_opaque, known)


def check_unchanged(if_match: str | None, tag: str) -> None:
    """Raise PreconditionFailed if the caller means another version than the one of this tag.

    ``if_match`` is the header; a caller who sends none means whatever there is.
    """
    if if_match is not None and not names(if_match, tag):
        raise PreconditionFailed


def _opaque(tag: str) -> str:
    return tag.removeprefix("W/")
