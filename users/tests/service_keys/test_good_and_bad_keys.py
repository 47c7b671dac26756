"""Which keys are good, and what the others are told."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from users.models import ServiceKey
from users.service_keys.checking import NOTED_EVERY

pytestmark = pytest.mark.django_db

SUMMARY = "/api/analytics/summary/"
UNKNOWN = {
    "nothing": "",
    "no key at all": "nonsense",
    "a key that was never given": "abcdefgh." + "x" * 32,
    "longer than any": "x" * 5000,
    "letters that keys have not": "äbcdefgh.ß" + "x" * 31,
    "NUL": "abcdefgh.\x00" + "x" * 31,
}


def assert_refused(answer, code):
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert answer["WWW-Authenticate"] == 'Api-Key realm="api"'
    assert set(answer.json()) == {"error", "code", "detail", "request_id"}


@pytest.fixture
def key(make_key):
    return make_key("analytics:read")


@pytest.mark.parametrize("sent", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_no_key_is_unknown(service, sent):
    assert_refused(service(sent).get(SUMMARY), "service_key_unknown")


def test_the_right_prefix_alone_opens_nothing(service, key):
    prefix = key.partition(".")[0]
    assert_refused(service(f"{prefix}.{'x' * 32}").get(SUMMARY), "service_key_unknown")


def test_a_revoked_key_is_refused_with_the_next_request(service, key):
    assert service(key).get(SUMMARY).status_code == 200
    ServiceKey.objects.update(revoked=True)
    assert_refused(service(key).get(SUMMARY), "service_key_revoked")


def test_an_expired_key_is_refused(service, make_key):
    a_moment_ago = timezone.now() - timedelta(seconds=1)
    key = make_key("analytics:read", expires_at=a_moment_ago)
    assert_refused(service(key).get(SUMMARY), "service_key_expired")


def test_a_key_is_good_until_it_expires(service, make_key):
    soon = timezone.now() + timedelta(minutes=1)
    assert service(make_key("analytics:read", expires_at=soon)).get(SUMMARY).status_code == 200


def test_only_who_has_a_key_learns_that_it_was_revoked(service, key):
    ServiceKey.objects.update(revoked=True)
    other = key[:-1] + ("a" if key[-1] != "a" else "b")
    assert_refused(service(other).get(SUMMARY), "service_key_unknown")


def test_a_bad_key_does_not_pass_where_none_is_needed(service):
    assert_refused(service("nonsense").get("/api/"), "service_key_unknown")


def test_the_scheme_is_taken_in_any_case(api, key):
    assert api.get(SUMMARY, HTTP_AUTHORIZATION=f"api-key {key}").status_code == 200


def test_a_key_is_no_bearer_token(api, key):
    answer = api.get(SUMMARY, HTTP_AUTHORIZATION=f"Bearer {key}")
    assert (answer.status_code, answer.json()["code"]) == (401, "token_not_valid")


def test_only_a_hash_is_kept(key):
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM users_servicekey t")
        (row,) = cursor.fetchone()
    assert key.partition(".")[2] not in row


def test_no_log_line_holds_a_key_or_its_hash(service, key, caplog):
    caplog.set_level(logging.DEBUG)
    hashed = ServiceKey.objects.get().hashed_key
    with caplog.at_level(logging.WARNING, logger="django.db.backends"):  # which names all values
        service(key).get(SUMMARY)
        ServiceKey.objects.update(revoked=True)
        service(key).get(SUMMARY)
    assert caplog.records
    assert key.partition(".")[2] not in caplog.text
    assert hashed not in caplog.text


def test_being_used_is_noted_now_and_then_and_not_at_each_request(service, key):
    service(key).get(SUMMARY)
    noted = ServiceKey.objects.get().last_used_at
    assert noted is not None
    with CaptureQueriesContext(
        connection,
    ) as queries:
        service(key).get(SUMMARY)
    assert not [query for query in queries if query["sql"].startswith("UPDATE")]
    ServiceKey.objects.update(last_used_at=noted - NOTED_EVERY)
    service(key).get(SUMMARY)
    assert ServiceKey.objects.get().last_used_at > noted - NOTED_EVERY


def test_a_key_that_was_refused_was_not_used(service, key):
    ServiceKey.objects.update(revoked=True)
    service(key).get(SUMMARY)
    assert ServiceKey.objects.get().last_used_at is None


def test_each_key_has_a_limit_of_its_own(service, make_key, settings):
    settings.RATELIMIT_RATES = settings.RATELIMIT_RATES | {"analytics": "2/h"}
    first, second = (service(make_key("analytics:read")) for _ in range(2))
    assert [first.get(SUMMARY).status_code for _ in range(3)] == [200, 200, 429]
    assert second.get(SUMMARY)["X-RateLimit-Remaining"] == "1"


def test_a_key_is_not_counted_with_a_user_of_its_number(service, make_key, client_of, owner):
    key = make_key("analytics:read")
    ServiceKey.objects.update(id=owner.pk)
    service(key).get(SUMMARY)
    limit = int(client_of(owner).get(SUMMARY)["X-RateLimit-Limit"])
    assert client_of(owner).get(SUMMARY)["X-RateLimit-Remaining"] == str(limit - 2)


def test_a_key_outlives_who_made_it(service, make_key, staff):
    key = make_key("analytics:read", created_by=staff)
    staff.delete()
    assert service(key).get(SUMMARY).status_code == 200
