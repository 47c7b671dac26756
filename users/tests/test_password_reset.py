"""POST /api/users/password-reset/ and what the mail is good for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from axes.models import AccessFailureLog
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import BadHeaderError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from devstack.process import free_port
from users import services, tasks
from users.lockout import guard
from users.models import User
from users.tests.mailbox import codes_in
from users.tests.sessions import PASSWORD, assert_unauthorized, log_in, pair_of, read_me, refresh

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # tokens and mails come after commit

NEW = "a new and long password"


def ask(api, address="owner@example.org"):
    return api.post("/api/users/password-reset/", {"email": address})


def confirm(api, codes, password=NEW):
    return api.post("/api/users/password-reset/confirm/", {**codes, "new_password": password})


@pytest.fixture
def codes(owner, mailoutbox):
    """What a mail to the owner holds."""
    services.mail_password_link("owner@example.org")
    return codes_in(mailoutbox.pop().body)


def assert_bad(answer):
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_reset_token")


def test_the_answer_and_the_work_are_the_same_whoever_has_the_address(api, owner):
    seen = []
    for address in ("owner@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(api, address)
        seen.append((answer.status_code, answer.json(), len(queries)))
    assert seen[0] == seen[1]
    assert (seen[0][0], seen[0][2]) == (202, 0)


def test_a_mail_goes_to_the_address_on_record_however_it_was_written(owner, mailoutbox):
    tasks.mail_password_link(address="OWNER@Example.org")
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["owner@example.org"], "Choose a new password")
    assert "owner" in mail.body


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"password": "!unusable"}, {"email": "moved@example.org"}]
)
def test_no_mail_goes_where_none_should(owner, mailoutbox, change):
    User.objects.update(**change)
    services.mail_password_link("owner@example.org")
    assert mailoutbox == []


def test_nobody_can_flood_a_mailbox(owner, mailoutbox):
    for _ in range(5):
        services.mail_password_link("owner@example.org")
    assert len(mailoutbox) == 1


@committed
def test_of_several_that_ask_at_once_one_is_mailed(owner, mailoutbox):
    def mail(_):
        try:
            services.mail_password_link("owner@example.org")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(mail, range(8)))
    assert len(mailoutbox) == 1


def test_a_mail_that_could_not_be_sent_is_sent_at_the_next_try(owner, mailoutbox, settings):
    to_memory = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = free_port()
    with pytest.raises(OSError):
        services.mail_password_link("owner@example.org")
    settings.EMAIL_BACKEND = to_memory
    services.mail_password_link("owner@example.org")
    assert len(mailoutbox) == 1


def test_the_new_password_opens_the_account_and_the_old_one_no_longer(api, codes):
    assert confirm(api, codes).status_code == 204
    assert log_in(api, "owner", NEW).status_code == 200
    assert_unauthorized(log_in(api, "owner", PASSWORD))


@committed
def test_all_sessions_end(api, owner, codes):
    pair = pair_of(api, "owner")
    services.mail_password_link("owner@example.org")
    fresh = {
        "uid": str(owner.pk),
        "token": PasswordResetTokenGenerator().make_token(User.objects.get()),
    }
    assert confirm(api, fresh).status_code == 204
    assert_unauthorized(read_me(api, pair["access"]))
    assert_unauthorized(refresh(api, pair["refresh"]))


def test_a_link_works_once(api, codes):
    assert confirm(api, codes).status_code == 204
    assert_bad(confirm(api, codes, "yet another password"))


@committed
def test_of_four_that_bring_one_link_at_once_one_sets_the_password(codes):
    def bring(number):
        try:
            return confirm(APIClient(), codes, f"{NEW} {number}").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(bring, range(4))) == [204, 400, 400, 400]


def test_a_link_ends_after_an_hour(api, codes, monkeypatch, settings):
    later = PasswordResetTokenGenerator._now

    def moved(self, by=settings.PASSWORD_RESET_TIMEOUT + 1):
        return later(self) + timedelta(seconds=by)

    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", moved)
    assert_bad(confirm(api, codes))


def test_a_link_ends_when_the_owner_logs_in_or_moves(api, owner, codes):
    pair = pair_of(api, "owner")
    assert_bad(confirm(api, codes))
    services.mail_password_link("owner@example.org")
    User.objects.update(email="moved@example.org")
    assert_bad(confirm(api, codes))
    assert read_me(api, pair["access"]).status_code == 200


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!unusable"}])
def test_a_link_of_someone_shut_out_opens_nothing(api, codes, change):
    User.objects.update(**change)
    assert_bad(confirm(api, codes))


@pytest.mark.parametrize(
    "forged", [{"uid": "0"}, {"uid": "9" * 18}, {"uid": "me"}, {"uid": "-1"}, {"token": "a-b"}]
)
def test_what_was_not_mailed_is_refused_alike(api, codes, forged):
    assert_bad(confirm(api, {**codes, **forged}))


def test_a_link_opens_no_other_account(api, codes, other):
    assert_bad(confirm(api, {**codes, "uid": str(other.pk)}))


def test_a_weak_password_is_refused_and_does_not_use_the_link_up(api, codes):
    answer = confirm(api, codes, "12345678")
    assert (answer.status_code, answer.json()["code"]) == (400, "validation_failed")
    assert "new_password" in answer.json()["detail"]
    assert confirm(api, codes).status_code == 204


def test_a_weak_password_says_nothing_to_who_has_no_link(api, codes):
    assert_bad(confirm(api, {**codes, "token": "a-b"}, "12345678"))


def test_who_has_the_link_gets_in_past_strangers_failures(api, codes):
    for number in range(50):
        guard.failed("owner", f"203.0.113.{number}", agent="", path="")
    assert log_in(api, "owner").status_code == 429
    confirm(api, codes)
    assert log_in(api, "owner", NEW).status_code == 200
    assert AccessFailureLog.objects.count() == 50


def test_settings_say_where_the_link_leads(owner, mailoutbox, settings):
    settings.PASSWORD_RESET_URL = "https://music.example.org/reset#uid={uid}&token={token}"
    services.mail_password_link("owner@example.org")
    assert f"https://music.example.org/reset#uid={owner.pk}&token=" in mailoutbox[0].body


def test_the_host_header_does_not_reach_the_mail(api, owner, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["*"]
    api.post("/api/users/password-reset/", {"email": "owner@example.org"}, HTTP_HOST="evil.example")
    services.mail_password_link("owner@example.org")
    assert "evil" not in mailoutbox[0].message().as_string()


@pytest.mark.parametrize("address", ["a@example.org\nBcc: eve@example.org", "a@b", "", None, 7, []])
def test_what_is_no_address_is_refused(api, address):
    answer = api.post("/api/users/password-reset/", {"email": address})
    assert (answer.status_code, list(answer.json()["detail"])) == (400, ["email"])


def test_an_address_with_a_line_break_sends_nothing_even_if_it_was_stored(owner, mailoutbox):
    evil = "owner@example.org\nBcc: eve@example.org"
    User.objects.update(email=evil)
    with pytest.raises(BadHeaderError):
        services.mail_password_link(evil)
    assert mailoutbox == []


def test_requests_are_limited_by_address_of_the_client(api):
    answers = [ask(api) for _ in range(6)]
    assert [each.status_code for each in answers] == [202] * 5 + [429]
    assert answers[-1].json()["code"] == "rate_limited"


@pytest.fixture
def told(monkeypatch):
    """The ids of users whom a notice was sent to."""
    ids = []
    monkeypatch.setattr(tasks.mail_password_notice, "delay", lambda user_id: ids.append(user_id))
    return ids


@committed
def test_whoever_changes_a_password_the_owner_is_told(api, client_of, owner, codes, told):
    owner.set_password(PASSWORD)
    owner.save()
    new = {"password": NEW, "current_password": PASSWORD}
    assert client_of(owner).patch("/api/users/me/", new).status_code == 200
    assert told == [owner.pk, owner.pk]


@committed
def test_a_password_that_stays_is_no_news(api, owner, make_user, told):
    owner.first_name = "Ada"
    owner.save()
    User.objects.filter(pk=owner.pk).update(password=_old_hash())
    log_in(api, "owner")
    make_user("new")
    assert told == []


def _old_hash():
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD, hasher="pbkdf2_sha256")


def test_the_notice_says_whose_password_and_never_which(owner, mailoutbox):
    tasks.mail_password_notice(user_id=owner.pk)
    tasks.mail_password_notice(user_id=owner.pk + 1)  # gone by now
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["owner@example.org"], "Your password was changed")
    assert "owner" in mail.body and PASSWORD not in mail.body
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"
