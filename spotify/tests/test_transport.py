"""Sending: what is repeated, how often, and what comes of failures."""

import logging
import socket
import threading

import pytest

from common.trace import begin_request, end_request
from spotify.errors import ItemMissing, ServerFault, Unreachable, Unreadable
from spotify.messages import Group, Request
from spotify.tokens import Bearer
from spotify.transport import UNREACHABLE, Transport


@pytest.fixture
def transport(config_for, standin):
    sender = Transport(config_for(standin))
    yield sender
    sender.close()


@pytest.mark.parametrize("kind", ["server_error", "drop", "cut_short"])
def test_a_passing_fault_is_not_noticed(client, standin, calls, kind):
    standin.fault(kind, match="search", times=2)
    assert client.search("love").tracks
    assert calls()["search"] == 3


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_fault_is_repeated_at_most_twice(client, standin, calls, status):
    standin.fault("server_error", match="search", times=None, status=status)
    with pytest.raises(ServerFault) as caught:
        client.search("love")
    assert caught.value.retryable
    assert calls()["search"] == 3


def test_a_dropped_connection_is_repeated_at_most_twice(client, standin, calls):
    standin.fault("drop", match="search", times=None)
    with pytest.raises(Unreachable) as caught:
        client.search("love")
    assert caught.value.retryable
    assert calls()["search"] == 3


def test_a_slow_answer_is_not_waited_for(client_for, standin, calls):
    standin.fault("slow", match="search", times=1, seconds=30)
    assert client_for(standin, timeout=0.2).search("love").tracks


def test_answers_that_stay_slow_are_given_up(client_for, standin):
    standin.fault("slow", match="search", times=None, seconds=30)
    with pytest.raises(Unreachable, match="ReadTimeout"):
        client_for(standin, timeout=0.1).search("love")


def test_repeats_can_be_switched_off(client_for, standin, calls):
    standin.fault("server_error", match="search", times=None)
    with pytest.raises(ServerFault):
        client_for(standin, retries=0).search("love")
    assert calls()["search"] == 1


@pytest.mark.parametrize(
    "kind", ["not_found", "not_found_empty", "forbidden", "forbidden_text", "rate_limited"]
)
def test_a_refusal_is_never_repeated(client, standin, calls, kind):
    standin.fault(kind, match="search", times=None)
    with pytest.raises(Exception, match="Spotify"):
        client.search("love")
    assert calls()["search"] == 1


def test_an_empty_404_is_a_missing_item(client, standin):
    standin.fault("not_found_empty", match="track")
    with pytest.raises(ItemMissing):
        client.track("x")


@pytest.mark.parametrize("kind", ["broken_json", "empty_body"])
def test_an_answer_that_makes_no_sense_says_so(client, standin, kind):
    standin.fault(kind, match="search")
    with pytest.raises(Unreadable) as caught:
        client.search("love")
    assert caught.value.retryable
    assert client.search("love").tracks


def test_a_failed_lookup_is_not_remembered(client, standin):
    track = client.search("love").tracks[0]
    standin.fault("server_error", match="track", times=3)
    with pytest.raises(ServerFault):
        client.track(track.id)
    assert client.track(track.id) == track


def test_connections_are_kept_open(client, caplog):
    with caplog.at_level(logging.DEBUG, "urllib3"):
        for _ in range(5):
            client.search("love", limit=5)
    opened = [line for line in caplog.messages if "Starting new" in line]
    assert len(opened) == 1


def test_nobody_listening_is_unreachable(transport):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/x"
        with pytest.raises(Unreachable, match="ConnectionError"):
            transport.send(Request(Group.OTHER, url), Bearer("token"))


def test_a_redirect_is_not_followed_with_the_token(transport, standin):
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        thread = threading.Thread(target=_redirect_once, args=(server, standin.site))
        thread.start()
        answer = transport.send(Request(Group.OTHER, url), Bearer("token"))
        thread.join()
    assert answer.status == 302
    assert standin.calls()["total"] == 0


def _redirect_once(server: socket.socket, target: str) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(65_536)
        head = f"HTTP/1.1 302 Found\r\nLocation: {target}/v1/search\r\nContent-Length: 0\r\n"
        connection.sendall(f"{head}Connection: close\r\n\r\n".encode())


def test_a_call_says_whose_request_it_serves(client, standin):
    begun = begin_request("abc")
    client.search("love", limit=5)
    end_request(begun)
    client.search("hate", limit=5)
    assert [call["request_id"] for call in standin.calls()["recent"]] == ["abc", "abc", ""]


def test_what_came_back_is_told_call_by_call(client_for, standin):
    told = []
    standin.fault("server_error", match="search", times=1, status=502)
    client_for(standin, heard=lambda *call: told.append(call)).search("love")
    assert told == [("token", "200"), ("search", "502"), ("search", "200")]


def test_silence_is_told_too(client_for, standin):
    told = []
    standin.fault("drop", match="search", times=1)
    client_for(standin, heard=lambda *call: told.append(call)).search("love")
    assert told[1] == ("search", UNREACHABLE)
