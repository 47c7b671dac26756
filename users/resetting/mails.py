"""The mails about passwords. Text only; nothing that a stranger can choose stands in them."""

from typing import Any

from django.core.cache import cache
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from users.models import User
from users.resetting import links

_PAUSE = 300  # seconds between two links to one person, so that nobody can flood a mailbox


def send_link(user: User) -> None:
    """Mail the way to a new password, unless one was mailed just now: of several at once, one is.

    If the mail cannot be sent, or Redis is away and so nobody knows, the next attempt sends one.
    """
    sent = f"password-reset-mailed:{user.pk}"
    if cache.add(sent, 1, _PAUSE) is False:  # None: Redis is away
        return
    uid, token = links.codes(user)
    context = {"uid": uid, "token": token, "link": links.address(uid, token)}
    try:
        _send(user, "Choose a new password", "password_reset", context)
    except OSError:  # also what the mail server refuses: SMTPException
        cache.delete(sent)
        raise


def send_notice(user: User) -> None:
    """Tell the user that the password was changed, in case it was somebody else."""
    _send(user, "Your password was changed", "password_changed", {})


def send_moved(user: User, old_address: str) -> None:
    """Tell the user, at the old address, that there is a new one."""
    context = {"waits": user.no_reset_before is not None}
    _send(user, "Your address was changed", "address_changed", context, to=old_address)


def _send(
    user: User, subject: str, template: str, context: dict[str, Any], to: str | None = None
) -> None:
    body = render_to_string(f"users/mail/{template}.txt", {**context, "name": user.get_username()})
    # Asks machines not to answer (RFC 3834). Django refuses line breaks in any header.
    headers = {"Auto-Submitted": "auto-generated"}
    EmailMessage(subject, body, to=[to or user.email], headers=headers).send()
