"""Another mail address: who is told, and when it may be used to choose a new password."""

from datetime import timedelta

import pytest
from django.db.models import F

from users import services, tasks
from users.models import User
from users.tests.sessions import PASSWORD

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # mails come after commit

NEW = "moved@example.org"


@pytest.fixture(autouse=True)
def _cheap_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def move(client, user_id="me", address=NEW, **proof):
    return client.patch(f"/api/users/{user_id}/", {"email": address, **proof})


def is_mailed(mailoutbox):
    services.mail_password_link(NEW)
    return bool(mailoutbox)


def test_a_stolen_token_does_not_become_the_account_by_way_of_another_address(
    client_of, owner, mailoutbox
):
    assert move(client_of(owner)).status_code == 200
    assert not is_mailed(mailoutbox)


def test_after_a_week_the_address_is_as_good_as_any(client_of, owner, mailoutbox):
    move(client_of(owner))
    User.objects.update(no_reset_before=F("no_reset_before") - timedelta(days=7))
    assert is_mailed(mailoutbox)


def test_who_proves_the_password_need_not_wait(client_of, owner, mailoutbox):
    move(client_of(owner), current_password=PASSWORD)
    assert is_mailed(mailoutbox)


def test_a_wrong_proof_is_none(client_of, owner, mailoutbox):
    move(client_of(owner), current_password="wrong")
    assert not is_mailed(mailoutbox)


def test_a_proof_later_ends_the_wait_only_with_a_move(client_of, owner, mailoutbox):
    move(client_of(owner))
    move(client_of(owner), address=NEW.upper(), current_password=PASSWORD)
    assert not is_mailed(mailoutbox)


def test_staff_move_somebody_without_a_wait(client_of, staff, owner, mailoutbox):
    move(client_of(staff), owner.pk)
    assert is_mailed(mailoutbox)


def test_moving_back_by_proof_opens_the_old_address(client_of, owner, mailoutbox):
    move(client_of(owner))
    move(client_of(owner), address="owner@example.org", current_password=PASSWORD)
    services.mail_password_link("owner@example.org")
    assert len(mailoutbox) == 1


@committed
def test_the_old_address_is_told_of_a_move_and_of_nothing_else(client_of, owner, monkeypatch):
    told = []
    monkeypatch.setattr(tasks.mail_address_notice, "delay", lambda **news: told.append(news))
    for address in ("OWNER@example.org", NEW):
        move(client_of(owner), address=address)
    client_of(owner).patch("/api/users/me/", {"first_name": "Ada"})
    assert told == [{"user_id": owner.pk, "old_address": "OWNER@example.org"}]


@pytest.mark.parametrize("proved", [True, False])
def test_the_notice_says_whether_there_is_a_wait(owner, mailoutbox, proved):
    services.update_user(owner, {"email": NEW}, None, {}, proved=proved)
    tasks.mail_address_notice(user_id=owner.pk, old_address="owner@example.org")
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["owner@example.org"], "Your address was changed")
    assert ("for a week" in mail.body) is not proved
    assert NEW not in mail.body
