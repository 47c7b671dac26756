"""Getting, sharing and renewing the token."""

import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor

import pytest
from redis import Redis

from common.tests.parallel import at_once
from spotify.client import build_client
from spotify.config import SpotifyConfig
from spotify.errors import (
    BadCredentials,
    CircuitOpen,
    ServerFault,
    Throttled,
    TokenPending,
    TokenRejected,
    Unreadable,
)
from spotify.messages import Group
from spotify.tokens import Bearer


def token_in_a_process_of_its_own(config: SpotifyConfig, moment: float) -> str:
    """Ask for the token at a moment of Unix time that all processes agreed on."""
    with Redis.from_url(os.environ["REDIS_URL"]) as redis:
        client = build_client(config, redis)
        time.sleep(max(0.0, moment - time.time()))
        token = client.tokens.get().token
        client.close()
    return token


def test_twenty_threads_renew_the_token_once(client, standin, calls):
    standin.fault("slow", match="token", seconds=0.3)
    tokens = at_once(20, lambda: client.tokens.get().token)
    assert len(set(tokens)) == 1
    assert calls()["token"] == 1


def test_four_processes_renew_the_token_once(config_for, standin, calls):
    standin.fault("slow", match="token", seconds=0.3)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=spawn) as pool:
        moment = time.time() + 2
        running = [
            pool.submit(token_in_a_process_of_its_own, config_for(standin), moment)
            for _ in range(4)
        ]
        tokens = {done.result() for done in running}
    assert len(tokens) == 1
    assert calls()["token"] == 1


def test_an_expired_token_is_renewed_once_under_twenty_threads(client, standin, calls):
    client.tokens.get()
    standin.expire_tokens()
    pages = at_once(20, lambda: client.search("love"))
    assert all(page.tracks for page in pages)
    assert calls()["token"] == 2


def test_an_expired_token_is_renewed_and_the_call_made_again(client, standin, calls):
    client.search("love", limit=5)
    standin.expire_tokens()
    assert client.search("love", limit=5).tracks
    assert calls() == {"token": 2, "search": 3}
    assert client.budget.today().used == 3


def test_a_token_that_is_rejected_again_is_not_tried_a_third_time(client, standin, calls):
    standin.fault("invalid_token", match="search", times=None)
    with pytest.raises(TokenRejected) as caught:
        client.search("love")
    assert not caught.value.retryable
    assert calls() == {"token": 2, "search": 2}


def test_the_token_is_renewed_a_minute_early(client):
    client.tokens.get()
    assert client.tokens.seconds_left() == pytest.approx(3_540, abs=5)


def test_a_token_that_lives_shorter_than_the_margin_is_still_used(client, standin, calls):
    standin.token_lifetime(40)
    client.tokens.get()
    client.tokens.get()
    assert client.tokens.seconds_left() == pytest.approx(20, abs=5)
    assert calls()["token"] == 1


def test_a_due_token_is_renewed_though_it_would_still_be_accepted(client, standin, calls):
    standin.token_lifetime(2)
    first = client.tokens.get().token
    time.sleep(client.tokens.seconds_left() + 0.01)
    assert client.tokens.get().token != first
    assert calls()["token"] == 2


def test_another_process_finds_the_token(client, client_for, standin, calls):
    assert client.tokens.get().token == client_for(standin).tokens.get().token
    assert calls()["token"] == 1


def test_dropping_an_old_token_leaves_the_new_one(client):
    token = client.tokens.get().token
    client.tokens.drop(Bearer("an older one"))
    assert client.tokens.get().token == token


def test_wrong_credentials_are_not_tried_again(client_for, standin, calls):
    client = client_for(standin, client_secret="wrong")
    for _ in range(5):
        with pytest.raises(BadCredentials) as caught:
            client.search("love")
        assert not caught.value.retryable
    assert calls() == {"token": 1}
    assert client.status().credentials_refused


def test_wrong_credentials_are_tried_once_under_twenty_threads(client_for, standin, calls):
    client = client_for(standin, client_secret="wrong")
    errors = at_once(20, client.tokens.get)
    assert {type(error) for error in errors} == {BadCredentials}
    assert calls()["token"] == 1


def test_corrected_credentials_are_tried_at_once(client_for, standin):
    with pytest.raises(BadCredentials):
        client_for(standin, client_secret="wrong").search("love")
    assert client_for(standin).search("love").tracks


def test_an_operator_can_have_refused_credentials_tried_again(client, standin):
    standin.fault("invalid_client", match="token")
    with pytest.raises(BadCredentials):
        client.search("love")
    client.tokens.forget_refusal()
    assert client.search("love").tracks


def test_a_failing_token_service_is_left_alone_for_a_while(client, standin, calls):
    standin.fault("server_error", match="token", times=None)
    errors = at_once(20, client.tokens.get)
    assert {type(error) for error in errors} == {ServerFault, CircuitOpen}
    assert calls()["token"] == 3


def test_a_passing_fault_of_the_token_service_is_not_noticed(client, standin):
    standin.fault("server_error", match="token", times=2)
    assert client.search("love").tracks


@pytest.mark.parametrize("kind", ["broken_json", "empty_body"])
def test_a_token_answer_that_makes_no_sense_says_so(client, standin, kind):
    standin.fault(kind, match="token")
    with pytest.raises(Unreadable):
        client.search("love")


def test_a_limited_token_service_opens_its_own_circuit(client, standin, calls):
    standin.fault("rate_limited", match="token", retry_after=74_214)
    with pytest.raises(Throttled):
        client.search("love")
    with pytest.raises(CircuitOpen) as caught:
        client.search("love")
    assert caught.value.retry_after == pytest.approx(74_214, abs=5)
    assert client.circuits.opening(Group.TOKEN) is not None
    assert calls() == {"token": 1}


def test_a_good_token_is_used_while_the_token_service_is_shut(client):
    client.tokens.get()
    client.circuits.open(Group.TOKEN, 900, "test")
    assert client.search("love").tracks


def test_a_renewal_that_never_ends_is_not_waited_for_for_ever(
    client_for, config_for, standin, redis
):
    client = client_for(standin, timeout=0.02, retries=0)
    redis.set(f"{config_for(standin).key_prefix}token:renewing", "one that hangs", px=5_000)
    with pytest.raises(TokenPending) as caught:
        client.tokens.get()
    assert caught.value.retryable
