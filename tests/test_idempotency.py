"""Idempotency-Key: a POST that is sent again does nothing again, and is answered as before."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import get_resolver
from django.utils import timezone
from rest_framework.test import APIClient

from analytics.models import ImportJob, UserActivity
from common.idempotency import MAX_LENGTH, Answer
from common.tests.api import assert_error
from users import services
from users.answered import AnswerStore
from users.models import AnsweredRequest

pytestmark = pytest.mark.django_db

User = get_user_model()
ACTIVITY = "/api/analytics/activity/"
EVENT = {"action": "play", "track_id": "t", "track_name": "n", "artist_name": "a"}
SIGN_UP = {"username": "ada", "email": "ada@example.org", "password": "correct horse battery"}

# Why a route's POST takes no key.
WITHOUT_KEY = {
    "token": "answers with secrets, which are not kept",
    "token-refresh": "answers with secrets, which are not kept",
    "token-verify": "changes nothing",
    "logout": "the same again by itself",
    "password-reset": "at most one mail goes out in any case",
    "password-reset-confirm": "a link works once by itself",
}


@pytest.fixture(autouse=True)
def _cheap_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def client(client_of, owner):
    return client_of(owner)


def send(client, body=EVENT, key="k-1", path=ACTIVITY, **options):
    return client.post(path, body, HTTP_IDEMPOTENCY_KEY=key, **options)


def same(first, again):
    """Whether the second is the first, said again."""
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    return (first.status_code, first.content, first.get("Location")) == (
        again.status_code,
        again.content,
        again.get("Location"),
    )


def test_an_event_sent_again_is_stored_once_and_answered_alike(client):
    first, again = send(client), send(client)
    assert first.status_code == 201
    assert same(first, again)
    assert UserActivity.objects.count() == 1


def test_a_batch_sent_again_has_the_same_verdicts(client):
    first, again = (send(client, [EVENT, {}]) for _ in range(2))
    assert same(first, again)
    assert again.json()["accepted"] == 1


def test_a_sign_up_sent_again_makes_one_account(api):
    first, again = (send(api, SIGN_UP, path="/api/users/") for _ in range(2))
    assert first.status_code == 201
    assert same(first, again)
    assert again["Location"].endswith(f"/api/users/{User.objects.get().pk}/")


def test_a_refresh_asked_for_again_is_the_same_refresh(client):
    path = "/api/recommendations/me/refresh/"
    first, again = (send(client, {}, path=path) for _ in range(2))
    assert first.status_code == 202
    assert same(first, again)


def test_feedback_said_again_is_answered_as_news(client):
    body = {"action": "hide_artist", "artist_name": "Nobody"}
    path = "/api/recommendations/me/feedback/"
    first, again = (send(client, body, path=path) for _ in range(2))
    assert first.json()["changed"] is True
    assert same(first, again)


def test_a_file_sent_again_is_imported_once(client):
    """Each time the form comes with another boundary."""
    answers = []
    for _ in range(2):
        body = {"file": SimpleUploadedFile("history.json", b"[]")}
        answers.append(send(client, body, path="/api/analytics/import/", format="multipart"))
    assert answers[0].status_code == 202
    assert same(*answers)
    assert ImportJob.objects.count() == 1


def test_how_a_body_is_written_does_not_matter(client):
    first = send(client)
    again = send(client, dict(reversed(EVENT.items())))
    assert same(first, again)


@pytest.mark.parametrize("body", [EVENT | {"track_id": "other"}, [EVENT]])
def test_the_same_key_with_another_body_is_refused(client, body):
    send(client)
    assert_error(send(client, body), 422, "idempotency_key_reused")
    assert UserActivity.objects.count() == 1


def test_the_same_key_at_another_path_is_refused(client):
    send(client)
    answer = send(client, path="/api/recommendations/me/refresh/")
    assert_error(answer, 422, "idempotency_key_reused")


def test_a_refused_request_may_be_mended_under_its_key(client):
    assert send(client, EVENT | {"action": "hum"}).status_code == 400
    assert send(client).status_code == 201


def test_keys_of_two_users_have_nothing_to_do_with_each_other(client, client_of, other):
    send(client)
    answer = send(client_of(other))
    assert answer.json()["user"] == other.pk
    assert "Idempotency-Replayed" not in answer


def test_a_stranger_elsewhere_reads_nothing_back(api):
    send(api, SIGN_UP, path="/api/users/")
    answer = send(api, SIGN_UP, path="/api/users/", REMOTE_ADDR="203.0.113.9")
    assert_error(answer, 400, "validation_failed")


def test_a_stranger_in_the_same_network_must_know_the_password(api):
    send(api, SIGN_UP, path="/api/users/")
    guess = SIGN_UP | {"password": "another horse battery"}
    assert_error(send(api, guess, path="/api/users/"), 422, "idempotency_key_reused")


def test_nothing_that_is_kept_tells_key_address_or_password(api):
    send(api, SIGN_UP, key="my-own-key", path="/api/users/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(r)::text, body FROM users_answeredrequest r")
        text, body = cursor.fetchone()
    for secret in ("my-own-key", "127.0.0.1", SIGN_UP["password"]):
        assert secret not in text and secret.encode() not in bytes(body)


@pytest.mark.parametrize("key", ["", " ", "x" * (MAX_LENGTH + 1), "a b", "a\x7f", "é", '"a', 'a"b'])
def test_a_key_that_is_none_is_refused(client, key):
    assert_error(send(client, key=key), 400, "bad_idempotency_key")


def test_quotes_around_a_key_are_no_part_of_it(client):
    assert same(send(client, key="abc"), send(client, key='"abc"'))


def test_without_a_key_each_request_is_one_of_its_own(client):
    for _ in range(2):
        assert client.post(ACTIVITY, EVENT).status_code == 201
    assert AnsweredRequest.objects.count() == 0


def test_tokens_are_not_kept(api, owner):
    body = {"username": owner.username, "password": "correct horse battery"}
    tokens = [send(api, body, path="/api/auth/token/").json()["access"] for _ in range(2)]
    assert tokens[0] != tokens[1]
    assert AnsweredRequest.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_one_does_the_work(client_of, owner):
    start = threading.Barrier(20)
    token = client_of(owner)._credentials

    def ask(_):
        client = APIClient()
        client.credentials(**token)
        start.wait(30)
        try:
            return send(client)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(ask, range(20)))
    assert UserActivity.objects.count() == 1
    done = [answer for answer in answers if answer.status_code == 201]
    assert len({answer.content for answer in done}) == 1
    assert sum("Idempotency-Replayed" not in answer for answer in done) == 1
    for waiting in answers:
        if waiting not in done:
            assert_error(waiting, 409, "idempotency_in_progress")
            assert waiting["Retry-After"] == "1"


def test_work_that_is_not_committed_is_not_remembered(owner):
    """As when the process dies between the two."""
    answer = Answer(b"f" * 32, 201, "", b"{}")
    store, name = AnswerStore(), b"n" * 32
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert store.claim(name)
        store.keep(name, answer, owner.pk)
        raise ZeroDivisionError
    assert store.find(name) is None


def test_an_answer_counts_for_a_day_and_is_then_purged(client):
    send(client)
    AnsweredRequest.objects.update(created_at=_ago(hours=23))
    assert send(client)["Idempotency-Replayed"] == "true"
    AnsweredRequest.objects.update(created_at=_ago(hours=25))
    assert "Idempotency-Replayed" not in send(client)
    AnsweredRequest.objects.update(created_at=_ago(hours=25))
    assert services.purge_answers() == 1


def test_with_a_user_goes_what_was_answered_about_them(api, client_of, staff):
    made = send(api, SIGN_UP, path="/api/users/").json()["id"]
    send(client_of(staff), EVENT | {"user": made})
    assert AnsweredRequest.objects.filter(about=made).count() == 2
    services.erase_user(made)
    assert not AnsweredRequest.objects.exists()


def test_a_user_erased_meanwhile_is_not_found(client_of, staff):
    path = "/api/recommendations/999999/refresh/"
    assert_error(send(client_of(staff), {}, path=path), 404, "user_not_found")


def test_every_post_heeds_the_key_or_says_why_not():
    heedless = {
        pattern.name
        for pattern in _named(get_resolver().url_patterns)
        if (post := getattr(getattr(pattern.callback, "view_class", None), "post", None))
        and not hasattr(post, "is_idempotent")
    }
    assert heedless <= WITHOUT_KEY.keys(), "add @idempotent() or the reason"


def _named(patterns):
    for each in patterns:
        if hasattr(each, "url_patterns"):
            yield from _named(each.url_patterns)
        elif each.name:
            yield each


def _ago(**time):
    return timezone.now() - timedelta(**time)
