"""Keys are replaced without logging anyone out."""

import base64
import json
import subprocess
import sys

import jwt
import pytest
from django.conf import settings
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from devstack.folder import PROJECT
from devstack.stack import neutral_environment
from users import tokens
from users.signing import KeyRing, key_id
from users.tests.sessions import assert_unauthorized, pair_of, read_me, refresh

pytestmark = pytest.mark.django_db

OLD = settings.SIMPLE_JWT["SIGNING_KEY"]
NEW = "the-next-key-0123456789-0123456789-0123456789-0123456789-0123456789"


@pytest.fixture
def restart_with(monkeypatch):
    """What a restart with these keys does: the first signs, and nothing is remembered."""

    def restart(*keys):
        monkeypatch.setattr(Token, "_token_backend", KeyRing("HS256", keys))
        tokens._verify.cache_clear()

    yield restart
    tokens._verify.cache_clear()


def of_an_earlier_release(user, key=OLD):
    """A token whose header names no key."""
    return jwt.encode(AccessToken.for_user(user).payload, key, algorithm="HS256")


def test_a_token_names_its_key_and_tells_nothing_of_it(owner):
    header = jwt.get_unverified_header(str(AccessToken.for_user(owner)))
    assert header == {"alg": "HS256", "typ": "JWT", "kid": key_id(OLD)}
    assert key_id(OLD) not in OLD and len(key_id(OLD)) == 16


def test_a_session_outlives_the_key_it_began_with(api, owner, restart_with):
    pair = pair_of(api, "owner")
    restart_with(OLD, NEW)  # the next key is made known to all processes,
    assert read_me(api, pair["access"]).status_code == 200
    restart_with(NEW, OLD)  # then signs,
    assert read_me(api, pair["access"]).status_code == 200
    renewed = refresh(api, pair["refresh"]).json()
    assert jwt.get_unverified_header(renewed["refresh"])["kid"] == key_id(NEW)
    restart_with(NEW)  # and when the old one's tokens have died, it goes
    assert read_me(api, renewed["access"]).status_code == 200
    assert refresh(api, renewed["refresh"]).status_code == 200


def test_a_key_that_was_taken_away_opens_nothing(api, owner, restart_with):
    pair = pair_of(api, "owner")
    restart_with(NEW)
    assert_unauthorized(read_me(api, pair["access"]))
    assert_unauthorized(refresh(api, pair["refresh"]))


def test_processes_of_both_steps_take_each_others_tokens(api, owner, restart_with):
    restart_with(NEW, OLD)
    signed_by_next = str(AccessToken.for_user(owner))
    restart_with(OLD, NEW)
    assert read_me(api, signed_by_next).status_code == 200


@pytest.mark.parametrize("keys", [(OLD,), (OLD, NEW), (NEW, OLD)])
def test_a_token_without_a_key_id_stays_good_while_its_key_does(api, owner, restart_with, keys):
    restart_with(*keys)
    assert read_me(api, of_an_earlier_release(owner)).status_code == 200


def test_a_token_without_a_key_id_dies_with_its_key(api, owner, restart_with):
    restart_with(NEW)
    assert_unauthorized(read_me(api, of_an_earlier_release(owner)))


def test_a_session_of_an_earlier_release_goes_on(api, owner, restart_with):
    given = jwt.encode(RefreshToken.for_user(owner).payload, OLD, algorithm="HS256")
    restart_with(NEW, OLD)
    assert refresh(api, given).status_code == 200


def test_an_expired_token_of_an_earlier_release_is_called_expired(owner, restart_with):
    token = AccessToken.for_user(owner)
    token["exp"] = 1
    restart_with(NEW, OLD)
    assert tokens.identity_of(jwt.encode(token.payload, OLD, algorithm="HS256")) is None


def keys_of_a_start_with(**given):
    """The ids of the keys that settings make of these variables, the one that signs first."""
    code = (
        "import django; django.setup();"
        "from rest_framework_simplejwt.tokens import Token;"
        "print(','.join(Token._token_backend._single))"
    )
    given |= {"DEBUG": "true", "DJANGO_SETTINGS_MODULE": "music_discovery_backend.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env=neutral_environment() | given,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().split(",")


def ids(*keys):
    return [key_id(key) for key in keys]


def test_the_settings_name_the_keys():
    found = keys_of_a_start_with(JWT_SIGNING_KEY=NEW, JWT_PREVIOUS_KEYS=f"{OLD}, other")
    assert found == ids(NEW, OLD, "other")


def test_tokens_that_secret_key_signs_follow_it_when_it_changes():
    found = keys_of_a_start_with(
        SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=OLD, JWT_PREVIOUS_KEYS="other"
    )
    assert found == ids(NEW, "other", OLD)


def test_tokens_with_a_key_of_their_own_know_no_other_than_theirs():
    found = keys_of_a_start_with(SECRET_KEY="x" * 50, SECRET_KEY_FALLBACKS=OLD, JWT_SIGNING_KEY=NEW)
    assert found == ids(NEW)


def encoded(text):
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


@pytest.mark.parametrize(
    "header",
    [
        b"[" * 300,
        b"[]",
        b"\xff",
        json.dumps({"alg": "HS256", "kid": 7}).encode(),
        json.dumps({"alg": "HS256", "kid": [key_id(OLD)]}).encode(),
        json.dumps({"alg": "HS256", "kid": "x" * 5000}).encode(),
        json.dumps({"alg": "HS256", "kid": ""}).encode(),
    ],
)
def test_a_header_that_makes_no_sense_is_refused(api, owner, header):
    _, payload, signature = str(AccessToken.for_user(owner)).split(".")
    assert_unauthorized(read_me(api, f"{encoded(header)}.{payload}.{signature}"))
