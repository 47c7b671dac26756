"""Access tokens: verified once per process, revocable at once everywhere.

A verified token is remembered in the process, since checking a signature costs more than all the
rest of a cached read. What may end a token before its time stands in Redis: one key per user that
names the only password fingerprint still accepted, one per token that was logged out. Both live
as long as an access token can. If Redis loses them, it has lost the cached answers too, and the
reads that then go to PostgreSQL check the user there.
"""

import logging
import re
import time
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from django.utils.translation import gettext
from rest_framework_simplejwt.exceptions import ExpiredTokenError, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import AccessToken, Token
from rest_framework_simplejwt.utils import get_md5_hash_password

from common.redis_client import RedisError, redis_client
from users.models import User
from users.types import Identity

logger = logging.getLogger(__name__)

_NOBODY = "nobody"
_USER_ID = re.compile(r"[0-9]{1,18}")
_MARGIN = 60  # seconds; clocks of several machines differ a little


def identity_of(raw_token: str) -> Identity | None:
    """Who this access token speaks for, or None once it has expired.

    Raises simplejwt's TokenError for a token that is not ours. Revocation is not checked here:
    see ``revocation_keys``.
    """
    try:
        identity = _verify(raw_token)
    except ExpiredTokenError:
        return None
    return identity if identity.expires_at > time.time() else None


@lru_cache(maxsize=16_384)
def _verify(raw_token: str) -> Identity:
    token = AccessToken(raw_token)  # type: ignore[arg-type]
    return Identity(
        user_id=subject(token),
        token_id=str(token[api_settings.JTI_CLAIM]),
        fingerprint=str(token.get(api_settings.REVOKE_TOKEN_CLAIM, "")),
        expires_at=int(token["exp"]),
    )


def subject(token: Token) -> int:
    """The id of the user that a verified token names; TokenError if it names none."""
    user_id = str(token.get(api_settings.USER_ID_CLAIM, ""))
    if not _USER_ID.fullmatch(user_id):
        raise TokenError(gettext("The token does not say whom it was given to."))
    return int(user_id)


def fingerprint(user: User) -> str:
    """What a token remembers of the password that it was given for."""
    return get_md5_hash_password(user.password)


def revocation_keys(identity: Identity) -> tuple[str, str]:
    """The two Redis keys to look up, for a caller with a round trip of its own."""
    return _user_key(identity.user_id), _token_key(identity.token_id)


def is_revoked(identity: Identity, values: Sequence[bytes | None]) -> bool:
    """Judge the values found under ``revocation_keys``."""
    accepted, logged_out = values
    if logged_out is not None:
        return True
    return accepted is not None and accepted.decode() != identity.fingerprint


def revoked_now(identity: Identity) -> bool:
    """Ask Redis. Without Redis only PostgreSQL, which knows users but not log-outs, has a say."""
    try:
        values = cast("list[bytes | None]", redis_client().mget(revocation_keys(identity)))
    except RedisError as error:
        logger.warning("Revoked tokens cannot be looked up: %s", error)
        return False
    return is_revoked(identity, values)


def accept_only_current(user: User) -> None:
    """End the access tokens given for an older password; all, while the user is shut out."""
    _remember(_user_key(user.pk), fingerprint(user) if user.is_active else _NOBODY)


def accept_none(user_id: int) -> None:
    """End every access token of a user who is gone."""
    _remember(_user_key(user_id), _NOBODY)


def log_out(identity: Identity) -> None:
    """End this one access token."""
    _remember(_token_key(identity.token_id), "logged out")


def _remember(key: str, value: str) -> None:
    lifetime = int(api_settings.ACCESS_TOKEN_LIFETIME.total_seconds()) + _MARGIN
    try:
        redis_client().set(key, value, ex=lifetime)
    except RedisError as error:
        logger.error("A revocation did not reach Redis: %s", error)


def _user_key(user_id: int) -> str:
    return f"music:revoked:user:{user_id}"


def _token_key(token_id: str) -> str:
    return f"music:revoked:token:{token_id}"
