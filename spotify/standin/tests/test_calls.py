"""Counting calls."""

from concurrent.futures import ThreadPoolExecutor

import requests


def test_calls_are_counted_by_group_and_status(dev):
    dev.get("search", q="rock", type="track")
    dev.get("search", q="rock")
    dev.get("artists/short")
    calls = dev.control("GET", "calls").json()
    assert calls["total"] == 3
    assert calls["by_group"] == {"search": 2, "artist": 1}
    assert calls["by_status"] == {"200": 1, "400": 2}


def test_the_latest_requests_are_shown_with_path_and_query(dev):
    dev.get("search", q="genre:rock", type="track")
    assert dev.standin.calls()["recent"] == [
        {
            "method": "GET",
            "path": "/v1/search",
            "query": "q=genre%3Arock&type=track",
            "group": "search",
            "outcome": "200",
            "request_id": "",
        }
    ]


def test_whose_call_it_was_is_shown_too(dev):
    url = f"{dev.standin.api_url}/search"
    requests.get(url, headers={"X-Request-ID": "abc"}, timeout=10)
    assert dev.standin.calls()["recent"][0]["request_id"] == "abc"


def test_faults_count_as_what_became_of_the_call(dev):
    for kind in ("rate_limited", "empty_body"):
        dev.standin.fault(kind)
        dev.get("search", q="rock", type="track")
    assert dev.standin.calls()["by_status"] == {"429": 1, "200": 1}


def test_tokens_and_unknown_addresses_are_counted(dev):
    dev.token()
    dev.get("me/player")
    assert dev.standin.calls()["by_group"] == {"token": 1, "other": 1}


def test_control_calls_and_images_are_not_counted(dev):
    dev.control("GET", "health")
    dev.http.get(f"{dev.standin.site}/image/x/64.svg", timeout=10)
    assert dev.standin.calls()["total"] == 0


def test_counts_can_be_cleared(dev):
    dev.get("search", q="rock", type="track")
    assert dev.control("DELETE", "calls").status_code == 204
    assert dev.standin.calls() == {"total": 0, "by_group": {}, "by_status": {}, "recent": []}


def test_no_token_and_no_secret_is_kept(dev):
    dev.log_in()
    dev.get("search", q="rock", type="track")
    kept = str(dev.standin.calls())
    assert dev.standin.client_secret not in kept
    assert dev.http.headers["Authorization"].split()[1] not in kept


def test_no_call_is_lost_when_many_come_at_once(dev):
    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(lambda _: _one_call(dev), range(100)))
    assert set(statuses) == {200}
    assert dev.standin.calls()["by_group"] == {"search": 100}


def _one_call(dev):
    return requests.get(
        f"{dev.standin.api_url}/search",
        params={"q": "rock", "type": "track"},
        headers={"Authorization": dev.http.headers["Authorization"]},
        timeout=30,
    ).status_code
