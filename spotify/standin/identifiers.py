"""Spotify-like ids made from names, so that the same track has the same id in every run.

An id is 22 characters of base62, which is how Spotify writes 128 bits. Here the 128 bits are
a hash of the names, so an id says nothing about a real Spotify record.
"""

import hashlib
import re
import string

_ALPHABET = string.digits + string.ascii_lowercase + string.ascii_uppercase
_LENGTH = 22
_SHAPE = re.compile(rf"[0-9A-Za-z]{{{_LENGTH}}}")


def artist_identifier(artist: str) -> str:
    """The id of the artist of this name."""
    return _identifier("artist", artist)


def album_identifier(artist: str, album: str) -> str:
    """The id of an artist's album."""
    return _identifier("album", artist, album)


def track_identifier(artist: str, album: str, title: str, number: int = 1) -> str:
    """The id of a track; ``number`` counts tracks of one title on one album, from 1."""
    return _identifier("track", artist, album, title, str(number))


def is_identifier(text: str) -> bool:
    """Whether ``text`` has the shape of an id, known or not."""
    return _SHAPE.fullmatch(text) is not None


def _identifier(*names: str) -> str:
    digest = hashlib.blake2b("\x1f".join(names).encode(), digest_size=16).digest()
    return _base62(int.from_bytes(digest, "big"))


def _base62(number: int) -> str:
    digits = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
