"""What does not open an account, however it was made."""

import base64
import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from django.conf import settings
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from users.models import User
from users.tests.sessions import assert_unauthorized, read_me

pytestmark = pytest.mark.django_db

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


FORGED = {
    "alg none": lambda user: signed(user, key=None, algorithm="none"),
    "other key": lambda user: signed(user, key=OTHER_KEY),
    "other algorithm": lambda user: signed(user, algorithm="HS384"),
    "expired": lambda user: signed(user, exp=an_hour_ago()),
    "no expiry": lambda user: signed(user, exp=None),
    "no type": lambda user: signed(user, token_type=None),
    "no id": lambda user: signed(user, jti=None),
    "no user": lambda user: signed(user, user_id=None),
    "a user that is no number": lambda user: signed(user, user_id="me"),
    "a user too large": lambda user: signed(user, user_id="9" * 30),
    "a user that never was": lambda user: signed(user, user_id=str(user.pk + 1)),
    "no password": lambda user: signed(user, hash_password=None),
    "another password": lambda user: signed(user, hash_password="0" * 32),
    "payload exchanged": with_other_payload,
    "refresh as access": lambda user: str(RefreshToken.for_user(user)),
    "garbage": lambda user: "garbage",
    "dots": lambda user: "..",
    "not ASCII": lambda user: "töken",
    "several words": lambda user: f"{AccessToken.for_user(user)} {AccessToken.for_user(user)}",
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_token_is_refused(api, owner, how):
    assert_unauthorized(read_me(api, FORGED[how](owner)))


@pytest.mark.parametrize("scheme", ["bearer", "Basic", "Token", "Bearer Bearer", ""])
def test_another_scheme_is_refused(api, owner, scheme):
    assert_unauthorized(read_me(api, AccessToken.for_user(owner), scheme))


def test_no_token_is_refused(api):
    assert_unauthorized(api.get("/api/users/me/"))


def test_a_good_token_is_accepted_so_that_the_rest_means_something(api, owner):
    assert read_me(api, signed(owner)).status_code == 200


@pytest.mark.parametrize("change", [User.delete, lambda user: User.objects.update(is_active=False)])
def test_a_token_of_someone_deleted_or_inactive_is_refused(api, owner, change):
    token = AccessToken.for_user(owner)
    assert read_me(api, token).status_code == 200
    change(owner)
    assert_unauthorized(read_me(api, token))


def test_a_bad_token_does_not_pass_where_none_is_needed(api):
    assert_unauthorized(api.get("/api/", HTTP_AUTHORIZATION="Bearer garbage"))
