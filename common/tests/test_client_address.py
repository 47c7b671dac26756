"""The client's address cannot be forged by a header."""

import ipaddress

import pytest
from django.test import RequestFactory

from common.client_address import client_address, client_network

NGINX = "172.18.0.5"
CLIENT = "203.0.113.7"


@pytest.fixture(autouse=True)
def _behind_nginx(settings):
    networks = ["172.16.0.0/12", "fd00::/8"]
    settings.TRUSTED_PROXIES = [ipaddress.ip_network(network) for network in networks]


def request_from(address, forwarded=None):
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)


@pytest.mark.parametrize(
    ("address", "forwarded", "seen"),
    [
        (CLIENT, None, CLIENT),
        (CLIENT, "192.0.2.1", CLIENT),
        (NGINX, None, NGINX),
        (NGINX, CLIENT, CLIENT),
        (NGINX, f"192.0.2.1, {CLIENT}", CLIENT),
        (NGINX, f"{CLIENT}, 172.18.0.9", CLIENT),
        (NGINX, f"192.0.2.1, {CLIENT}, 172.18.0.9", CLIENT),
        (NGINX, f"{CLIENT}, nonsense", NGINX),
        (NGINX, "", NGINX),
        (NGINX, "2001:db8::1", "2001:db8::1"),
        ("fd00::5", CLIENT, CLIENT),
        (f"::ffff:{NGINX}", CLIENT, CLIENT),
        (f"::ffff:{CLIENT}", "192.0.2.1", CLIENT),
        ("", CLIENT, ""),
    ],
)
def test_the_address_is_the_last_that_a_trusted_proxy_vouches_for(address, forwarded, seen):
    assert client_address(request_from(address, forwarded)) == seen


def test_without_trusted_proxies_no_header_is_believed(settings):
    settings.TRUSTED_PROXIES = []
    assert client_address(request_from(NGINX, CLIENT)) == NGINX


@pytest.mark.parametrize(
    ("address", "network"),
    [
        (CLIENT, CLIENT),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        (f"::ffff:{CLIENT}", CLIENT),
        ("", ""),
    ],
)
def test_an_ipv6_subscriber_is_counted_as_one(address, network):
    assert client_network(request_from(address)) == network
