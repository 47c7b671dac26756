"""What is answered while PostgreSQL or Redis is away."""

import pytest

from common import ratelimit
from common.tests.api import assert_error

SIGN_UP = {"username": "ada", "email": "ada@example.org", "password": "correct horse battery"}


def test_503_without_postgres_says_when_to_come_back(client_of, owner, postgres_away):
    client = client_of(owner)
    postgres_away()
    answer = client.get("/api/users/me/")
    assert_error(answer, 503, "database_unavailable")
    assert int(answer["Retry-After"]) >= 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/users/", SIGN_UP),
        ("/api/auth/token/", {"username": "ada", "password": "x"}),
    ],
)
def test_nobody_signs_up_or_in_without_postgres(api, postgres_away, path, body):
    postgres_away()
    assert_error(api.post(path, body), 503, "database_unavailable")


def test_a_bad_token_is_told_so_even_then(api, postgres_away):
    postgres_away()
    answer = api.get("/api/users/me/", HTTP_AUTHORIZATION="Bearer garbage")
    assert_error(answer, 401, "token_not_valid")


@pytest.mark.django_db
def test_without_redis_users_are_served(client_of, owner, redis_away):
    assert client_of(owner).get("/api/users/me/").status_code == 200


@pytest.mark.django_db
def test_without_redis_nothing_is_limited_and_the_log_says_why(api, settings, redis_away, caplog):
    settings.RATELIMIT_RATES = settings.RATELIMIT_RATES | {"signup": "1/m"}
    answers = [api.post("/api/users/", {}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert "X-RateLimit-Limit" not in answers[-1]
    assert "Exception ignored" in caplog.text


@pytest.mark.django_db
def test_what_is_let_through_uncounted_is_told_to_prometheus_and_said_once_a_minute(
    api, redis_away, caplog, scraped, monkeypatch
):
    def let_through():
        return scraped().get(("music_ratelimit_open_total", "signup"), 0)

    monkeypatch.setattr(ratelimit, "_open", ratelimit._Open())
    before = let_through()
    for _ in range(3):
        api.post("/api/users/", {})
    assert let_through() == before + 3
    assert caplog.text.count("Nothing is limited") == 1


@pytest.mark.django_db
def test_limits_that_are_switched_off_are_no_outage(api, settings, scraped, caplog):
    settings.RATELIMIT_ENABLE = False
    before = scraped().get(("music_ratelimit_open_total", "signup"), 0)
    api.post("/api/users/", {})
    assert scraped().get(("music_ratelimit_open_total", "signup"), 0) == before
    assert "Nothing is limited" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_without_redis_a_password_can_be_changed_and_the_log_says_what_is_open(
    client_of, owner, redis_away, caplog
):
    owner.set_password("a new long password")
    owner.save()
    assert "A revocation did not reach Redis" in caplog.text
