"""Guessing passwords at the token endpoint."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from axes.models import AccessFailureLog, AccessLog
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from rest_framework.test import APIClient

from devstack.process import free_port
from users import services
from users.lockout import guard
from users.tests.sessions import PASSWORD, log_in

pytestmark = pytest.mark.django_db

LIMIT = 5
HOME, AWAY = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def _nothing_else_limits_or_costs(settings):
    settings.RATELIMIT_ENABLE = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def client_at(address, **headers):
    return APIClient(REMOTE_ADDR=address, **headers)


def guess(address, name="owner", times=1):
    """The last answer to so many wrong passwords."""
    return [log_in(client_at(address), name, "wrong") for _ in range(times)][-1]


def guess_from_everywhere():
    """As many failures as close a name, without hashing as many passwords."""
    for number in range(50):
        guard.failed("owner", f"203.0.113.{number}", agent="", path="")


def let_pass(seconds):
    """So much time goes by for all that is on record."""
    ago = F("attempt_time") - timedelta(seconds=seconds)
    AccessFailureLog.objects.update(attempt_time=ago)


def assert_locked(answer):
    assert answer.status_code == 429, answer.content
    assert answer.json()["code"] == "account_locked"
    assert answer.json().keys() == {"error", "code", "detail", "request_id"}
    assert int(answer["Retry-After"]) > 0


def test_after_five_failures_not_even_the_right_password_opens(owner):
    assert guess(HOME, times=LIMIT).status_code == 401
    assert_locked(log_in(client_at(HOME), "owner", PASSWORD))


def test_who_obeys_retry_after_is_let_in(owner):
    guess(HOME, times=LIMIT)
    wait = int(log_in(client_at(HOME), "owner")["Retry-After"])
    assert 890 <= wait <= 900
    let_pass(wait)
    assert log_in(client_at(HOME), "owner").status_code == 200


def test_hammering_on_does_not_make_it_longer(owner):
    guess(HOME, times=LIMIT)
    let_pass(600)
    assert int(guess(HOME, times=20)["Retry-After"]) <= 300


def test_there_is_room_again_for_as_many_as_have_become_old(owner):
    guess(HOME, times=3)
    let_pass(600)
    guess(HOME, times=2)
    let_pass(301)
    assert guess(HOME, times=3).status_code == 401
    assert_locked(guess(HOME))


def test_a_stranger_does_not_shut_the_owner_out(owner):
    guess(AWAY, times=LIMIT + 1)
    assert log_in(client_at(HOME), "owner").status_code == 200


def test_one_name_does_not_shut_out_the_others_behind_the_same_address(owner, other):
    guess(HOME, times=LIMIT + 1)
    assert log_in(client_at(HOME), "other").status_code == 200


def test_the_right_password_clears_what_went_wrong_before(owner):
    for _ in range(3):
        guess(HOME, times=LIMIT - 1)
        assert log_in(client_at(HOME), "owner").status_code == 200


def test_the_right_password_does_not_clear_what_a_stranger_did(owner):
    guess(AWAY, times=LIMIT)
    log_in(client_at(HOME), "owner")
    assert_locked(guess(AWAY))


def test_from_many_addresses_no_more_than_fifty_an_hour_are_looked_at(owner):
    guess_from_everywhere()
    answer = log_in(client_at(AWAY), "owner", PASSWORD)
    assert_locked(answer)
    assert 3500 <= int(answer["Retry-After"]) <= 3600


def test_meanwhile_the_owner_gets_in_where_the_name_was_entered_before(owner):
    assert log_in(client_at(HOME), "owner").status_code == 200
    guess_from_everywhere()
    assert log_in(client_at(HOME), "owner").status_code == 200
    assert_locked(log_in(client_at(AWAY), "owner"))


def test_a_known_place_may_guess_no_more_than_another(owner):
    log_in(client_at(HOME), "owner")
    guess(HOME, times=LIMIT)
    assert_locked(log_in(client_at(HOME), "owner"))


def test_a_place_is_known_for_a_month(owner):
    log_in(client_at(HOME), "owner")
    AccessLog.objects.update(attempt_time=F("attempt_time") - timedelta(days=31))
    guess_from_everywhere()
    assert_locked(log_in(client_at(HOME), "owner"))


def test_a_name_that_nobody_has_is_locked_alike(owner):
    def seen(name):
        answers = [log_in(client_at(HOME), name, "wrong") for _ in range(LIMIT + 1)]
        return [(each.status_code, {**each.json(), "request_id": ""}) for each in answers]

    assert seen("owner") == seen("nobody")


def test_a_locked_attempt_hashes_nothing(owner, monkeypatch):
    guess(HOME, times=LIMIT)
    monkeypatch.setattr("django.contrib.auth.hashers.verify_password", None)
    assert_locked(log_in(client_at(HOME), "owner"))


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"])
def test_a_forged_address_changes_nothing(owner, header):
    for number in range(LIMIT):
        log_in(client_at(HOME, **{header: f"203.0.113.{number}"}), "owner", "wrong")
    assert_locked(log_in(client_at(HOME, **{header: AWAY}), "owner"))


def test_behind_our_own_proxy_clients_are_told_apart(owner, settings):
    import ipaddress

    settings.TRUSTED_PROXIES = [ipaddress.ip_network("10.0.0.1")]
    for _ in range(LIMIT):
        log_in(client_at("10.0.0.1", HTTP_X_FORWARDED_FOR=AWAY), "owner", "wrong")
    assert_locked(log_in(client_at("10.0.0.1", HTTP_X_FORWARDED_FOR=AWAY), "owner"))
    assert log_in(client_at("10.0.0.1", HTTP_X_FORWARDED_FOR=HOME), "owner").status_code == 200


def test_an_ipv6_subscriber_is_one_client(owner):
    for number in range(LIMIT):
        guess(f"2001:db8:0:1::{number + 1}")
    assert_locked(guess("2001:db8:0:1:ffff::1"))
    assert guess("2001:db8:0:2::1").status_code == 401


@pytest.mark.parametrize("name", ["x" * 5000, "ä" * 300, " ", "'; DROP TABLE users_user"])
def test_names_that_nobody_can_have_are_harmless(name):
    assert guess(HOME, name).status_code in (400, 401)


@pytest.mark.django_db(transaction=True)
def test_of_guesses_sent_at_once_no_more_than_five_are_answered(owner):
    def try_it(_):
        try:
            return guess(HOME).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as threads:
        codes = list(threads.map(try_it, range(12)))
    assert codes.count(401) <= LIMIT
    assert set(codes) <= {401, 429}
    assert_locked(log_in(client_at(HOME), "owner"))


@pytest.mark.django_db(transaction=True)
def test_log_ins_at_once_with_the_right_password_all_succeed(owner):
    def try_it(_):
        try:
            return log_in(client_at(HOME), "owner").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(try_it, range(8))) == {200}


def test_the_lock_holds_while_redis_is_away(owner, settings):
    nowhere = {"LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
    settings.CACHES = {"default": settings.CACHES["default"] | nowhere}
    guess(HOME, times=LIMIT)
    assert_locked(log_in(client_at(HOME), "owner"))
    assert log_in(client_at(AWAY), "owner").status_code == 200


def test_an_operator_unlocks_by_command_too(owner):
    guess(HOME, times=LIMIT)
    call_command("axes_reset_username", "owner")
    assert log_in(client_at(HOME), "owner").status_code == 200


def test_records_go_with_the_user(owner, other):
    for name in ("owner", "other"):
        log_in(client_at(HOME), name)
        guess(AWAY, name)
    services.erase_user(owner.pk)
    assert [each.username for each in AccessLog.objects.all()] == ["other"]
    assert [each.username for each in AccessFailureLog.objects.all()] == ["other"]


def test_records_go_when_they_are_too_old_to_matter(owner):
    log_in(client_at(HOME), "owner")
    guess(AWAY)
    assert services.purge_log_in_records() == 0
    let_pass(86_401)
    AccessLog.objects.update(attempt_time=F("attempt_time") - timedelta(days=31))
    assert services.purge_log_in_records() == 2
