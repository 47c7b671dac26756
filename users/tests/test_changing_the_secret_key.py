"""SECRET_KEY is replaced without ending the admin's sessions or mailed links."""

import pytest
from django.conf import settings as configured

from users import services
from users.tests.mailbox import codes_in

pytestmark = pytest.mark.django_db

OLD = configured.SECRET_KEY
NEW = "the-next-secret-0123456789-0123456789-0123456789-0123456789"


@pytest.fixture
def operator(client, staff):
    """Logged in to the admin while the old key signs."""
    client.force_login(staff)
    return client


def is_in(operator):
    return operator.get("/admin/").status_code == 200


def test_a_session_outlives_the_key_it_began_with(operator, settings):
    settings.SECRET_KEY_FALLBACKS = [NEW]  # known everywhere,
    assert is_in(operator)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]  # signs,
    assert is_in(operator)
    settings.SECRET_KEY_FALLBACKS = []  # and the old one goes, once sessions were signed anew
    assert is_in(operator)


def test_a_key_that_was_taken_away_keeps_no_session(operator, settings):
    settings.SECRET_KEY = NEW
    assert not is_in(operator)


def test_a_link_that_was_mailed_before_stays_good(api, owner, mailoutbox, settings):
    services.mail_password_link("owner@example.org")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    answer = api.post(
        "/api/users/password-reset/confirm/",
        {**codes_in(mailoutbox[0].body), "new_password": "a new and long password"},
    )
    assert answer.status_code == 204
