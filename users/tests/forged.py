"""Tokens that open nothing, however they were made."""

import base64
import json
from datetime import UTC, datetime, timedelta

import jwt
from django.conf import settings
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from users.signing import key_id

KEY = settings.SIMPLE_JWT["SIGNING_KEY"]
OTHER_KEY = "another-key-0123456789-0123456789-0123456789-0123456789-0123456789"


def claims(user, **changes):
    """What a good access token of the user says, with changes; None takes a claim away."""
    said = AccessToken.for_user(user).payload | changes
    return {name: value for name, value in said.items() if value is not None}


def signed(user, key=KEY, algorithm="HS256", **changes):
    return jwt.encode(claims(user, **changes), key, algorithm=algorithm)


def with_other_payload(user):
    head, _, signature = str(AccessToken.for_user(user)).split(".")
    payload = json.dumps(claims(user, user_id=str(user.pk + 1))).encode()
    return ".".join([head, base64.urlsafe_b64encode(payload).decode().rstrip("="), signature])


def an_hour_ago():
    return int((datetime.now(UTC) - timedelta(hours=1)).timestamp())


def naming_key(user, kid, key=OTHER_KEY):
    return jwt.encode(claims(user), key, algorithm="HS256", headers={"kid": kid})


# What only the holder of our key could make; PostgreSQL refuses it, too.
ODD = {
    "no password": lambda user: signed(user, hash_password=None),
    "another password": lambda user: signed(user, hash_password="0" * 32),
}
FORGED = {
    "alg none": lambda user: signed(user, key=None, algorithm="none"),
    "other key": lambda user: signed(user, key=OTHER_KEY),
    "other key under the id of ours": lambda user: naming_key(user, key_id(KEY)),
    "our key under the id of another": lambda user: naming_key(user, key_id(OTHER_KEY), KEY),
    "a path as key id": lambda user: naming_key(user, "../../dev/null"),
    "the key id as key": lambda user: naming_key(user, key_id(KEY), key_id(KEY)),
    "other algorithm": lambda user: signed(user, algorithm="HS384"),
    "expired": lambda user: signed(user, exp=an_hour_ago()),
    "no expiry": lambda user: signed(user, exp=None),
    "no type": lambda user: signed(user, token_type=None),
    "no id": lambda user: signed(user, jti=None),
    "no user": lambda user: signed(user, user_id=None),
    "a user that is no number": lambda user: signed(user, user_id="me"),
    "a user too large": lambda user: signed(user, user_id="9" * 30),
    "a user that never was": lambda user: signed(user, user_id=str(user.pk + 1)),
    "payload exchanged": with_other_payload,
    "refresh as access": lambda user: str(RefreshToken.for_user(user)),
    "garbage": lambda user: "garbage",
    "dots": lambda user: "..",
    "not ASCII": lambda user: "töken",
    "several words": lambda user: f"{AccessToken.for_user(user)} {AccessToken.for_user(user)}",
}
