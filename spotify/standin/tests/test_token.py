"""The token endpoint and the check of tokens."""

import base64

import pytest
import requests


def test_basic_credentials_earn_a_bearer_token_for_an_hour(dev):
    body = dev.token().json()
    assert body["token_type"] == "Bearer"
    assert body["expires_in"] == 3600
    assert len(body["access_token"]) > 20


def test_credentials_may_come_in_the_form(dev):
    response = requests.post(
        f"{dev.standin.accounts_url}/api/token",
        data={
            "grant_type": "client_credentials",
            "client_id": dev.standin.client_id,
            "client_secret": dev.standin.client_secret,
        },
        timeout=10,
    )
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("credentials", "description"),
    [
        ("someone:standin-secret", "Invalid client"),
        ("standin-id:guess", "Invalid client secret"),
        ("no colon", "Invalid client"),
    ],
)
def test_wrong_credentials_are_400_in_the_shape_of_oauth(dev, credentials, description):
    header = "Basic " + base64.b64encode(credentials.encode()).decode()
    response = _ask(dev, {"grant_type": "client_credentials"}, header)
    assert response.status_code == 400
    assert response.json() == {"error": "invalid_client", "error_description": description}


@pytest.mark.parametrize("header", ["Basic !!!", "Basic /w==", "Bearer x", ""])
def test_a_header_that_holds_no_credentials_is_an_invalid_client(dev, header):
    response = _ask(dev, {"grant_type": "client_credentials"}, header)
    assert response.json()["error"] == "invalid_client"


@pytest.mark.parametrize("grant", ["password", ""])
def test_another_grant_is_unsupported(dev, grant):
    response = dev.token(grant_type=grant)
    assert response.status_code == 400
    assert response.json()["error"] == "unsupported_grant_type"


def test_a_call_without_a_token_is_told_so(dev):
    assert _call(dev, None) == (401, "No token provided")


def test_an_unknown_token_is_invalid(dev):
    assert _call(dev, "Bearer made-up") == (401, "Invalid access token")


def test_only_bearer_tokens_are_taken(dev):
    assert _call(dev, "Basic eDp5") == (400, "Only valid bearer authentication supported")


def test_a_token_past_its_lifetime_is_expired(dev):
    dev.control("POST", "token-lifetime", json={"seconds": 0})
    dev.log_in()
    assert dev.refusal("search", q="x", type="track") == (401, "The access token expired")


def test_the_lifetime_is_announced(dev):
    dev.control("POST", "token-lifetime", json={"seconds": 120})
    assert dev.token().json()["expires_in"] == 120


def test_tokens_handed_out_can_be_expired_at_once(dev):
    dev.control("DELETE", "tokens")
    response = dev.get("search", q="rock", type="track")
    assert response.json()["error"]["message"] == "The access token expired"
    assert "invalid_token" in response.headers["WWW-Authenticate"]


def test_a_new_token_is_good_after_the_old_ones_expired(dev):
    dev.standin.expire_tokens()
    dev.log_in()
    assert dev.get("search", q="rock", type="track").status_code == 200


def _ask(dev, form, authorization):
    return requests.post(
        f"{dev.standin.accounts_url}/api/token",
        data=form,
        headers={"Authorization": authorization},
        timeout=10,
    )


def _call(dev, authorization):
    headers = {} if authorization is None else {"Authorization": authorization}
    response = requests.get(f"{dev.standin.api_url}/search", headers=headers, timeout=10)
    return response.status_code, response.json()["error"]["message"]
