"""Limits: who is counted, what the answers say, when one may come back."""

from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network

import pytest
from django.db import connection
from rest_framework.test import APIClient

from common.ratelimit import counter_of, usage_of, user_caller
from common.redis_client import redis_client
from common.tests.api import assert_error

pytestmark = pytest.mark.django_db

TRENDS = "/api/analytics/trends/"


@pytest.fixture(autouse=True)
def _low_limits(settings, clock):
    """Three a minute, and no minute that ends in the middle of a test."""
    settings.RATELIMIT_RATES = settings.RATELIMIT_RATES | {"token": "3/m", "analytics": "3/m"}


def log_in(api, **meta):
    """A log-in that is counted and refused."""
    return api.post("/api/auth/token/", {}, **meta)


def status_after(api, times, **meta):
    for _ in range(times):
        answer = log_in(api, **meta)
    return answer.status_code


def test_the_answers_count_down_and_then_refuse(client_of, owner):
    client = client_of(owner)
    answers = [client.get(TRENDS) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert [answer["X-RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0", "0"]
    assert {answer["X-RateLimit-Limit"] for answer in answers} == {"3"}
    assert_error(answers[-1], 429, "rate_limited")


def test_a_refused_request_of_any_kind_is_counted(api):
    assert "X-RateLimit-Remaining" in log_in(api)
    assert status_after(api, 3) == 429


def test_what_is_not_limited_says_nothing_of_limits(client_of, owner):
    assert "X-RateLimit-Limit" not in client_of(owner).get("/api/users/me/")


def test_users_are_counted_apart_though_they_share_an_address(client_of, owner, other):
    for _ in range(4):
        refused = client_of(owner).get(TRENDS)
    assert refused.status_code == 429
    assert client_of(other).get(TRENDS).status_code == 200


def test_a_user_is_counted_as_one_from_several_addresses(client_of, owner):
    codes = [client_of(owner).get(TRENDS, REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(4)]
    assert codes == [200, 200, 200, 429]


def test_groups_are_counted_apart(api):
    assert status_after(api, 4) == 429
    assert api.post("/api/users/", {}).status_code == 400


def test_addresses_are_counted_apart(api):
    assert status_after(api, 4, REMOTE_ADDR="192.0.2.1") == 429
    assert status_after(api, 1, REMOTE_ADDR="192.0.2.2") == 400


def test_one_ipv6_subscriber_is_counted_as_one(api):
    for n in range(4):
        answer = log_in(api, REMOTE_ADDR=f"2001:db8:1:2::{n}")
    assert answer.status_code == 429
    assert status_after(api, 1, REMOTE_ADDR="2001:db8:1:3::1") == 400


def test_a_forged_header_changes_nothing(api):
    for n in range(4):
        answer = log_in(api, HTTP_X_FORWARDED_FOR=f"192.0.2.{n}", HTTP_X_REAL_IP=f"192.0.2.{n}")
    assert answer.status_code == 429


def test_behind_a_trusted_proxy_clients_are_told_apart_and_cannot_forge(api, settings):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1/32")]
    for n in range(4):
        answer = log_in(api, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 192.0.2.1")
    assert answer.status_code == 429
    assert status_after(api, 1, HTTP_X_FORWARDED_FOR="10.0.0.1, 192.0.2.2") == 400


def test_switched_off_nothing_is_counted(api, settings):
    settings.RATELIMIT_ENABLE = False
    assert status_after(api, 5) == 400
    assert "X-RateLimit-Limit" not in log_in(api)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_just_the_allowed_pass():
    def ask(_):
        try:
            return log_in(APIClient()).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        codes = list(threads.map(ask, range(20)))
    # A window may end meanwhile, and a new one begin.
    assert codes.count(400) in (3, 6)


@pytest.mark.parametrize("rate", ["3/m", "2/s", "5/10m", "1/h"])
@pytest.mark.parametrize("into_second", [0.0, 0.5, 0.999])
def test_obeying_retry_after_never_earns_a_second_429(api, settings, clock, rate, into_second):
    settings.RATELIMIT_RATES = settings.RATELIMIT_RATES | {"token": rate}
    clock.now = int(clock.now) + into_second
    for _ in range(3):
        while (answer := log_in(api)).status_code != 429:
            pass
        clock.now += int(answer["Retry-After"])
        assert log_in(api).status_code == 400


def test_in_the_windows_last_second_one_still_waits(api, clock):
    reset = int(log_in(api)["X-RateLimit-Reset"])
    clock.now = reset - 0.001
    assert status_after(api, 3) == 429
    assert log_in(api)["Retry-After"] == "1"
    clock.now = reset
    assert log_in(api).status_code == 400


def test_the_short_way_and_django_ratelimit_count_together(client_of, owner):
    client_of(owner).get(TRENDS)
    key, window, limit, life = counter_of("analytics", user_caller(owner.pk))
    assert redis_client().incr(key) == 2
    answer = client_of(owner).get(TRENDS)
    assert answer["X-RateLimit-Remaining"] == "0"
    assert int(answer["X-RateLimit-Reset"]) - usage_of(3, window, limit).reset in (0, 1)
    assert 0 < redis_client().ttl(key) <= life


def test_every_counter_ends_by_itself(api, client_of, owner):
    log_in(api)
    client_of(owner).get(TRENDS)
    redis = redis_client()
    assert all(redis.ttl(key) > 0 for key in redis.scan_iter("*rl:*"))
