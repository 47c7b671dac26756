"""A forgotten password, with a real worker and a real mail server."""

import requests

from users.tests.mailbox import codes_in

NAME, PASSWORD, NEW = "forgetful", "correct horse battery", "a new and long password"
ADDRESS = "forgetful@example.org"


def send(live_stack, path, **body):
    return requests.post(f"{live_stack.base_url}/api/{path}/", json=body, timeout=30)


def test_a_forgotten_password_is_replaced_by_mail(live_stack, mail_server):
    send(live_stack, "users", username=NAME, email=ADDRESS, password=PASSWORD)
    assert send(live_stack, "users/password-reset", email=ADDRESS).status_code == 202

    mail = mail_server.next_to(ADDRESS)
    assert mail["From"] == "Music Discovery <no-reply@localhost>"
    assert mail.get_content_type() == "text/plain"
    codes = codes_in(mail.get_content())
    done = send(live_stack, "users/password-reset/confirm", **codes, new_password=NEW)
    assert done.status_code == 204, done.text

    assert mail_server.next_to(ADDRESS)["Subject"] == "Your password was changed"
    status = {
        password: send(live_stack, "auth/token", username=NAME, password=password).status_code
        for password in (PASSWORD, NEW)
    }
    assert status == {PASSWORD: 401, NEW: 200}
