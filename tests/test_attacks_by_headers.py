"""Line breaks where they could begin a header: in answers, in mails, in log lines."""

import json

import pytest
from django.core import mail

from users.models import User

pytestmark = pytest.mark.django_db

BREAKS = ["a\r\nSet-Cookie: b=c", "a\nb", "a\rb", "a\x00b", "a\x0bb", "a\u2028b", "a\u0085b"]
SPLIT = "x\r\nBcc: everyone@example.org"


def assert_one_line_each(answer):
    for name, value in answer.items():
        assert not {"\r", "\n", "\x00"} & set(name + value), name
    assert "b=c" not in str(answer.headers)


@pytest.mark.parametrize("sent", BREAKS)
def test_a_request_id_cannot_split_an_answer(api, sent):
    answer = api.get("/api/", HTTP_X_REQUEST_ID=sent)
    assert_one_line_each(answer)
    assert answer["X-Request-ID"] != sent


@pytest.mark.parametrize("header", ["ORIGIN", "HOST", "X_FORWARDED_HOST", "IDEMPOTENCY_KEY"])
@pytest.mark.parametrize("sent", BREAKS)
def test_no_header_comes_back_in_another(client_of, owner, header, sent):
    client = client_of(owner)
    for method, path in (("GET", "/api/users/me/"), ("POST", "/api/analytics/activity/")):
        answer = client.generic(
            method, path, b"[]", content_type="application/json", **{f"HTTP_{header}": sent}
        )
        assert answer.status_code < 500
        assert_one_line_each(answer)


@pytest.mark.parametrize("sent", BREAKS)
def test_a_name_with_a_line_break_is_no_username(api, sent):
    account = {"username": sent, "email": "m@example.org", "password": "correct horse battery"}
    answer = api.post("/api/users/", account)
    assert answer.status_code == 400
    assert_one_line_each(answer)


@pytest.mark.django_db(transaction=True)
def test_a_file_is_named_by_a_number_and_not_by_a_person(client_of, make_user):
    user = make_user("quote", first_name='"; filename="evil.html', last_name=SPLIT[2:])
    answer = client_of(user).get("/api/users/me/export/")
    assert answer["Content-Disposition"] == f'attachment; filename="user-{user.pk}.json"'
    assert_one_line_each(answer)


def test_a_table_is_named_by_the_report_alone(client_of, staff):
    answer = client_of(staff).get("/api/analytics/trends/?format=csv&name=a%0d%0aB:c&window=24h")
    assert answer["Content-Disposition"] == 'attachment; filename="trends.csv"'


@pytest.mark.django_db(transaction=True)
def test_no_field_of_an_account_adds_a_reader_to_a_mail(api, make_user):
    user = make_user("split")
    User.objects.filter(pk=user.pk).update(first_name=SPLIT, last_name=SPLIT)
    api.post("/api/users/password-reset/", {"email": user.email})
    for message in mail.outbox:
        assert message.recipients() == [user.email]
        assert "everyone@example.org" not in str(message.message()["Bcc"])


@pytest.mark.parametrize("cursor", ["a%0d%0aSet-Cookie:b=c", "%00", "%E2%80%A8"])
def test_a_link_to_the_next_page_is_one_line(client_of, owner, cursor):
    answer = client_of(owner).get(f"/api/analytics/activity/?cursor={cursor}&page_size=1")
    assert answer.status_code == 400
    assert_one_line_each(answer)
    assert "\n" not in json.dumps(answer.json()["error"]).strip('"')
