"""Where and how often a fault strikes, and how it is ordered over HTTP."""

import pytest

ROCK = {"q": "genre:rock", "type": "track"}


def _statuses(caller, times):
    return [caller.get("search", **ROCK).status_code for _ in range(times)]


def test_a_fault_strikes_as_often_as_ordered(dev):
    dev.control("POST", "faults", json={"match": "search", "kind": "server_error", "times": 2})
    assert _statuses(dev, 3) == [502, 502, 200]


def test_without_a_number_it_strikes_once(dev):
    dev.control("POST", "faults", json={"kind": "server_error"})
    assert _statuses(dev, 2) == [502, 200]


def test_times_null_is_for_ever_until_deleted(dev):
    dev.control("POST", "faults", json={"kind": "server_error", "times": None})
    assert _statuses(dev, 4) == [502] * 4
    assert dev.control("DELETE", "faults").status_code == 204
    assert _statuses(dev, 1) == [200]


def test_only_the_group_that_is_named_is_struck(dev):
    dev.control("POST", "faults", json={"match": "artist_albums", "kind": "rate_limited"})
    assert _statuses(dev, 1) == [200]
    assert dev.get("artists/x/albums").status_code == 429


def test_any_strikes_the_token_endpoint_as_well(dev):
    dev.control("POST", "faults", json={"match": "any", "kind": "server_error"})
    assert dev.token().status_code == 502


def test_orders_are_served_one_after_the_other(dev):
    orders = [{"kind": "server_error"}, {"kind": "rate_limited"}, {"kind": "expired"}]
    assert dev.control("POST", "faults", json=orders).status_code == 201
    assert _statuses(dev, 4) == [502, 429, 401, 200]


def test_open_orders_are_listed_with_their_strikes(dev):
    dev.control("POST", "faults", json={"match": "search", "kind": "server_error", "times": 3})
    _statuses(dev, 1)
    (order,) = dev.control("GET", "faults").json()["faults"]
    assert (order["kind"], order["match"], order["times"], order["struck"]) == (
        *("server_error", "search"),
        *(3, 1),
    )


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"kind": "earthquake"},
        {"kind": ["drop"]},
        {"kind": "drop", "match": "everything"},
        {"kind": "drop", "times": 0},
        {"kind": "drop", "times": True},
        {"kind": "server_error", "status": 99},
        {"kind": "slow", "seconds": -1},
        {"kind": "rate_limited", "retry_after": [1]},
        {"kind": "drop", "often": 3},
        "drop",
    ],
)
def test_an_order_that_makes_no_sense_is_refused_with_a_sentence(dev, order):
    response = dev.control("POST", "faults", json=order)
    assert response.status_code == 400
    assert response.json()["error"]
    assert dev.control("GET", "faults").json() == {"faults": []}


@pytest.mark.parametrize("path", ["faults", "token-lifetime"])
def test_a_body_that_is_not_json_is_refused(dev, path):
    response = dev.control("POST", path, data=b"{")
    assert (response.status_code, response.json()["code"]) == (400, "standin_control_invalid")


@pytest.mark.parametrize("seconds", [-1, "long", None, True])
def test_a_lifetime_is_a_whole_number(dev, seconds):
    response = dev.control("POST", "token-lifetime", json={"seconds": seconds})
    assert response.status_code == 400
