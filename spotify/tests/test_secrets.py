"""No token, secret or password shows up where people look."""

import base64
import logging
import traceback

import pytest

from spotify.errors import SpotifyError
from spotify.messages import Group, Request
from spotify.tokens import Bearer

TOKEN_FAULTS = ["server_error", "drop", "broken_json", "empty_body", "rate_limited", "cut_short"]
API_FAULTS = [*TOKEN_FAULTS, "expired", "invalid_token", "forbidden_text", "not_found_empty"]


@pytest.fixture
def secrets_of(standin, redis):
    """What must not be seen: the secret, its header, and every token known to Redis."""

    def collect() -> list[str]:
        pair = f"{standin.client_id}:{standin.client_secret}".encode()
        tokens = [redis.get(key).decode() for key in redis.scan_iter("spotify:????????????:token")]
        return [standin.client_secret, base64.b64encode(pair).decode(), *tokens]

    return collect


@pytest.fixture
def logged(caplog):
    """Everything that is logged from DEBUG up, by whomever."""
    for name in ("", "spotify", "urllib3", "requests"):
        caplog.set_level(logging.DEBUG, name)
    return caplog


def failure_of(action) -> str:
    """The whole traceback of what an action raised; empty if it raised nothing."""
    try:
        action()
    except SpotifyError as error:
        return "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
    return ""


def assert_none_shown(secrets: list[str], *places: str) -> None:
    for place in places:
        assert not [secret for secret in secrets if secret in place]


def test_ordinary_calls_log_no_secret(client, secrets_of, logged):
    client.search("love")
    assert len(secrets_of()) == 3
    assert "renewed" in logged.text
    assert "urllib3" in logged.text
    assert_none_shown(secrets_of(), logged.text)


@pytest.mark.parametrize("kind", TOKEN_FAULTS)
def test_a_failing_token_service_shows_no_secret(client, standin, secrets_of, logged, kind):
    standin.fault(kind, match="token", times=None)
    shown = failure_of(lambda: client.search("love"))
    assert shown
    assert_none_shown(secrets_of(), logged.text, shown)


@pytest.mark.parametrize("kind", API_FAULTS)
def test_a_failing_call_shows_no_secret(client, standin, secrets_of, logged, kind):
    token = client.tokens.get().token
    standin.fault(kind, match="search", times=None)
    shown = failure_of(lambda: client.search("love"))
    assert shown
    assert_none_shown([token, *secrets_of()], logged.text, shown)


def test_refused_credentials_show_no_secret(client_for, standin, logged):
    client = client_for(standin, client_secret="not-the-secret")
    shown = failure_of(lambda: client.search("love"))
    assert_none_shown(["not-the-secret"], logged.text, shown, repr(client.status()))


def test_a_secret_of_any_characters_is_sent_and_not_shown(client_for, standin, logged):
    client = client_for(standin, client_secret="gehe\u0131mn\u00ebs\n")
    shown = failure_of(lambda: client.search("love"))
    assert "client id and secret" in shown
    assert_none_shown(["gehe\u0131mn"], logged.text, shown)


def test_nothing_that_holds_a_secret_shows_it_when_printed(client, standin, secrets_of):
    bearer = client.tokens.get()
    printed = (repr(bearer), str(bearer), repr(client), repr(client.tokens), repr(client.status()))
    assert_none_shown(secrets_of(), *printed)
    assert_none_shown(["a-token"], repr(Bearer("a-token")), repr(Request(Group.OTHER, "u")))


def test_the_secret_is_not_kept_in_redis(client, standin, redis):
    client.search("love")
    values = [redis.dump(key) + key for key in redis.scan_iter("spotify:*")]
    assert values
    assert not [value for value in values if standin.client_secret.encode() in value]
