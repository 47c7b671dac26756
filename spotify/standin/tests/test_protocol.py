"""HTTP itself: methods, addresses, bodies, connections."""

import socket

import pytest
import requests


def test_an_unknown_address_is_not_found_in_spotifys_shape(dev):
    assert dev.refusal("me/player") == (404, "Service not found")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_another_method_is_405_and_names_the_right_one(dev, method):
    response = dev.http.request(method, f"{dev.standin.api_url}/search", timeout=10)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET"
    assert response.json()["error"]["status"] == 405


def test_the_token_endpoint_takes_post_alone(dev):
    response = dev.http.get(f"{dev.standin.accounts_url}/api/token", timeout=10)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


def test_head_is_get_without_the_body(dev):
    url, parameters = f"{dev.standin.api_url}/search", {"q": "rock", "type": "track"}
    head = dev.http.head(url, params=parameters, timeout=10)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(dev.get("search", **parameters).content)


def test_one_connection_serves_many_calls(dev):
    with socket.create_connection(dev.standin.site[7:].split(":"), timeout=10) as connection:
        for _ in range(3):
            connection.sendall(b"GET /_standin/health HTTP/1.1\r\nHost: standin\r\n\r\n")
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_a_body_left_unread_does_not_spoil_the_next_call(dev):
    dev.http.post(f"{dev.standin.api_url}/search", data=b"x" * 5000, timeout=10)
    assert dev.found("genre:rock")


def test_a_huge_body_is_refused(dev):
    headers = {"Content-Length": "2000000", "Connection": "close"}
    response = dev.http.post(f"{dev.standin.site}/api/token", headers=headers, timeout=10)
    assert response.status_code == 413


def test_links_use_the_address_that_the_caller_used(dev):
    track = dev.http.get(
        f"{dev.standin.api_url}/search",
        params={"q": "rock", "type": "track", "limit": 1},
        headers={"Host": "standin:9000"},
        timeout=10,
    ).json()["tracks"]["items"][0]
    assert track["href"].startswith("http://standin:9000/v1/tracks/")


def test_health_says_which_app_it_plays(legacy):
    assert legacy.control("GET", "health").json() == {
        "status": "ok",
        "profile": "legacy",
        "tracks": 3290,
        "albums": 335,
        "artists": 198,
    }


def test_a_call_needs_no_session(dev):
    response = requests.get(f"{dev.standin.site}/_standin/health", timeout=10)
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
