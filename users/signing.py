"""The keys that tokens are signed with, and their rotation.

Every token names its key in the header ``kid`` (RFC 7515, 4.1.4): a short fingerprint of the key,
which tells nobody the key. One key signs; those that came before it, or are about to follow it,
only verify. So a key is replaced without logging anyone out; docs/operations.md has the steps.
"""

import binascii
import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import jwt
from django.utils.translation import gettext
from jwt.utils import base64url_decode
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError, TokenBackendExpiredToken

_HEADERS = 256  # different headers whose key id is remembered; our own tokens have one per key
_LONGEST = 512  # bytes; ours has 90


def key_id(key: str) -> str:
    """The ``kid`` of a key: 64 bits of a hash, enough to tell a handful of keys apart."""
    return hashlib.sha256(f"token signing key {key}".encode()).hexdigest()[:16]


class KeyRing(TokenBackend):
    """simplejwt's backend with several keys: the first signs, all verify."""

    def __init__(self, algorithm: str, keys: Sequence[str]) -> None:
        super().__init__(algorithm, keys[0])
        self._header = {"kid": key_id(keys[0])}
        self._single = {key_id(key): TokenBackend(algorithm, key) for key in keys}

    def encode(self, payload: dict[str, Any]) -> str:
        """The signed token, its header naming the key."""
        return jwt.encode(payload, self.prepared_signing_key, self.algorithm, self._header)

    def decode(self, token: Any, verify: bool = True) -> dict[str, Any]:
        """The payload; TokenBackendError for a token that none of the keys has signed."""
        kid = _kid_of(_header_of(token))
        if kid is None:
            return self._decode_unnamed(token, verify)
        backend = self._single.get(kid)
        if backend is None:
            raise TokenBackendError(gettext("The token names a key that is not known here."))
        return backend.decode(token, verify)

    def _decode_unnamed(self, token: Any, verify: bool) -> dict[str, Any]:
        """A token of a release that named no key: whichever fits."""
        failure = TokenBackendError(gettext("No key fits the token."))
        for backend in self._single.values():
            try:
                return backend.decode(token, verify)
            except TokenBackendExpiredToken:
                raise  # the key fits
            except TokenBackendError as error:
                failure = error
        raise failure


def _header_of(token: str | bytes) -> bytes:
    raw = token if isinstance(token, bytes) else token.encode()
    header = raw.partition(b".")[0]
    if len(header) > _LONGEST:
        raise TokenBackendError(gettext("The token's header is too long."))
    return header


@lru_cache(_HEADERS)
def _kid_of(header: bytes) -> str | None:
    """The key that a header names, None if it names none; remembered, since headers repeat."""
    try:
        said = json.loads(base64url_decode(header))
    except (binascii.Error, ValueError) as error:  # ValueError: no JSON, no UTF-8
        raise TokenBackendError(gettext("The token's header cannot be read.")) from error
    kid = said.get("kid") if isinstance(said, dict) else None
    if kid is not None and not isinstance(kid, str):
        raise TokenBackendError(gettext("The token's key id is no text."))
    return kid
